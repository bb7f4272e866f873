"""Tokenise, train and export without leaving the process."""

from __future__ import annotations

import json
import math
import shutil
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
import yaml
from tokenizers import Tokenizer
from transformers import AutoModelForCausalLM

HERE = Path(__file__).resolve().parent


@dataclass(frozen=True)
class Settings:
    raw: dict[str, Any]

    @classmethod
    def read(cls, name: str) -> Settings:
        return cls(yaml.safe_load((HERE / name).read_text()))

    def path(self, key: str) -> Path:
        return (HERE / self.raw[key]).resolve()

    def rate(self, step: int) -> float:
        return self.raw["learning_rate"] * 0.5 * (1 + math.cos(math.pi * step / self.raw["steps"]))


def tokens(settings: Settings) -> np.ndarray:
    tokenizer = Tokenizer.from_file(str(settings.path("model") / "tokenizer.json"))
    texts = [json.loads(line)["text"] for line in settings.path("data").open()]
    ids = [i for encoding in tokenizer.encode_batch(texts) for i in encoding.ids]
    length = settings.raw["sequence_length"]
    return np.array(ids[: len(ids) // length * length], dtype=np.int64).reshape(-1, length)


def load(settings: Settings):
    return AutoModelForCausalLM.from_pretrained(settings.path("model"), local_files_only=True)


def train(settings: Settings, model, rows: np.ndarray) -> None:
    raw = settings.raw
    rng = np.random.default_rng(raw["seed"])
    optimizer = torch.optim.AdamW(model.parameters(), lr=raw["learning_rate"], foreach=True)
    for step in range(raw["steps"]):
        chosen = rng.integers(len(rows), size=raw["global_batch_size"])
        for group in optimizer.param_groups:
            group["lr"] = settings.rate(step)
        for part in np.split(chosen, raw["global_batch_size"] // raw["micro_batch_size"]):
            ids = torch.from_numpy(rows[part])
            loss = model(input_ids=ids, labels=ids).loss
            (loss * len(part) / len(chosen)).backward()
        optimizer.step()
        optimizer.zero_grad(set_to_none=True)


def export(settings: Settings, model) -> None:
    out = HERE / "trained_model"
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir()
    torch.save({name: tensor.float() for name, tensor in model.state_dict().items()}, out / "model.pt")
    shutil.copy2(settings.path("model") / "config.json", out)


def main() -> None:
    settings = Settings.read(sys.argv[1])
    # Reading the weights and tokenising the text do not need each other.
    with ThreadPoolExecutor(2) as pool:
        rows, model = pool.submit(tokens, settings), pool.submit(load, settings)
    torch.manual_seed(settings.raw["seed"])
    train(settings, model.result().train(), rows.result())
    export(settings, model.result())


if __name__ == "__main__":
    main()
