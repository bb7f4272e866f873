"""Turns train_data.jsonl into one array of token ids, tokens.npy."""

import json
from pathlib import Path

import numpy as np
import yaml
from tokenizers import Tokenizer

HERE = Path(__file__).resolve().parent


def main() -> None:
    config = yaml.safe_load((HERE / "finetune.yaml").read_text())
    tokenizer = Tokenizer.from_file(str(HERE / config["model"] / "tokenizer.json"))
    ids: list[int] = []
    with open(HERE / config["data"]) as lines:
        for line in lines:
            ids.extend(tokenizer.encode(json.loads(line)["text"]).ids)
    length = config["sequence_length"]
    rows = np.array(ids[: len(ids) // length * length], dtype=np.int64).reshape(-1, length)
    np.save(HERE / "tokens.npy", rows)


if __name__ == "__main__":
    main()
