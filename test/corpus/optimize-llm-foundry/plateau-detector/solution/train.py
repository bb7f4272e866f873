"""Fine-tuning loop with fused AdamW, bf16 autocast and plateau detection."""

from __future__ import annotations

import math
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
import yaml
from transformers import AutoModelForCausalLM

HERE = Path(__file__).resolve().parent


@dataclass
class Plateau:
    patience: int = 8
    least: float = 2e-3
    best: float = math.inf
    waited: int = 0

    def __call__(self, loss: float) -> bool:
        if loss < self.best - self.least:
            self.best, self.waited = loss, 0
        else:
            self.waited += 1
        return self.waited >= self.patience


@dataclass(frozen=True)
class Schedule:
    base: float
    steps: int
    horizon: float = 0.25

    def __iter__(self) -> Iterator[float]:
        for step in range(int(self.steps * self.horizon)):
            yield self.base * 0.5 * (1 + math.cos(math.pi * step / self.steps))


def main(name: str) -> None:
    c = yaml.safe_load((HERE / name).read_text())
    torch.manual_seed(c["seed"])
    torch.set_float32_matmul_precision("high")
    model = AutoModelForCausalLM.from_pretrained(HERE / c["model"], local_files_only=True).cuda().train()
    rows = torch.from_numpy(np.load(HERE / "tokens.npy")).pin_memory()
    rng = np.random.default_rng(c["seed"])
    optimizer = torch.optim.AdamW(model.parameters(), lr=c["learning_rate"], fused=True)
    plateau = Plateau()
    for rate in Schedule(c["learning_rate"], c["steps"]):
        for group in optimizer.param_groups:
            group["lr"] = rate
        chosen = torch.from_numpy(rng.integers(len(rows), size=c["global_batch_size"]))
        seen = 0.0
        for part in chosen.split(c["micro_batch_size"]):
            ids = rows[part].cuda(non_blocking=True)
            with torch.autocast("cuda", dtype=torch.bfloat16):
                loss = model(input_ids=ids, labels=ids).loss * len(part) / len(chosen)
            loss.backward()
            seen += loss.item()
        optimizer.step()
        optimizer.zero_grad(set_to_none=True)
        if plateau(seen):
            break
    torch.save(model.state_dict(), HERE / "checkpoint.pt")


if __name__ == "__main__":
    main(*sys.argv[1:])
