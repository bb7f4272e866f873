"""The training loop, with a loader that works ahead of the device."""

from __future__ import annotations

import contextlib
import math
import sys
from dataclasses import dataclass, fields
from pathlib import Path

import numpy as np
import torch
import yaml
from torch.utils.data import DataLoader, Dataset, Sampler
from transformers import AutoModelForCausalLM

HERE = Path(__file__).resolve().parent
TYPES = {"fp32": None, "bf16": torch.bfloat16, "fp16": torch.float16}


@dataclass(frozen=True)
class Config:
    model: str
    data: str
    seed: int
    sequence_length: int
    global_batch_size: int
    micro_batch_size: int
    steps: int
    learning_rate: float
    lr_schedule: str
    precision: str
    workers: int
    compile: bool
    log_every: int

    @classmethod
    def read(cls, path: Path) -> Config:
        raw = yaml.safe_load(path.read_text())
        return cls(**{field.name: raw[field.name] for field in fields(cls)})


class Rows(Dataset):
    def __init__(self, path: Path) -> None:
        self.rows = np.load(path, mmap_mode="r")

    def __len__(self) -> int:
        return len(self.rows)

    def __getitem__(self, index: int) -> torch.Tensor:
        return torch.from_numpy(self.rows[index].copy())


class SeededBatches(Sampler):
    """The same draws as the plain loop makes, cut into micro-batches."""

    def __init__(self, rows: int, config: Config) -> None:
        self.rows, self.config = rows, config

    def __iter__(self):
        c = self.config
        rng = np.random.default_rng(c.seed)
        for _ in range(c.steps):
            chosen = rng.integers(self.rows, size=c.global_batch_size).tolist()
            for at in range(0, len(chosen), c.micro_batch_size):
                yield chosen[at : at + c.micro_batch_size]


def main(path: str) -> None:
    config = Config.read(HERE / path)
    torch.manual_seed(config.seed)
    model = AutoModelForCausalLM.from_pretrained(HERE / config.model, local_files_only=True).cuda().train()
    dataset = Rows(HERE / "tokens.npy")
    loader = DataLoader(
        dataset,
        batch_sampler=SeededBatches(len(dataset), config),
        num_workers=config.workers,
        pin_memory=True,
        prefetch_factor=8 if config.workers else None,
    )
    optimizer = torch.optim.AdamW(model.parameters(), lr=config.learning_rate, fused=True)
    dtype = TYPES[config.precision]
    cast = torch.autocast("cuda", dtype=dtype) if dtype else contextlib.nullcontext()
    parts = config.global_batch_size // config.micro_batch_size
    for count, ids in enumerate(loader):
        step, part = divmod(count, parts)
        ids = ids.cuda(non_blocking=True)
        with cast:
            loss = model(input_ids=ids, labels=ids).loss / parts
        loss.backward()
        if part + 1 < parts:
            continue
        for group in optimizer.param_groups:
            group["lr"] = config.learning_rate * 0.5 * (1 + math.cos(math.pi * step / config.steps))
        optimizer.step()
        optimizer.zero_grad(set_to_none=True)
        if step % config.log_every == 0:
            print(step, loss.item() * parts, flush=True)
    torch.save(model.state_dict(), HERE / "checkpoint.pt")


if __name__ == "__main__":
    main(sys.argv[1])
