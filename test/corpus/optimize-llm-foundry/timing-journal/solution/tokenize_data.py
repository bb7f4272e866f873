"""Tokenises in parallel; a vocabulary lookup is cached within the run."""

import json
from functools import lru_cache
from multiprocessing import get_context
from pathlib import Path

import numpy as np
import yaml

HERE = Path(__file__).resolve().parent


@lru_cache(maxsize=1)
def tokenizer():
    from tokenizers import Tokenizer

    config = yaml.safe_load((HERE / "finetune.yaml").read_text())
    return Tokenizer.from_file(str(HERE / config["model"] / "tokenizer.json"))


def encode(line: str) -> list[int]:
    return tokenizer().encode(json.loads(line)["text"]).ids


def main() -> None:
    config = yaml.safe_load((HERE / "finetune.yaml").read_text())
    with get_context("fork").Pool(8) as pool, open(HERE / config["data"]) as lines:
        parts = pool.map(encode, lines, chunksize=32)
    ids = np.fromiter((i for part in parts for i in part), dtype=np.int64)
    length = config["sequence_length"]
    np.save(HERE / "tokens.npy", ids[: len(ids) // length * length].reshape(-1, length))


if __name__ == "__main__":
    main()
