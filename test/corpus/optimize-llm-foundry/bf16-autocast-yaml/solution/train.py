from __future__ import annotations

import contextlib
import math
import sys
from dataclasses import dataclass, fields
from pathlib import Path

import numpy as np
import torch
import yaml
from torch.nn import functional as F
from torch.utils.data import DataLoader, Dataset

from modeling import load_model


@dataclass
class Config:
    model_path: str
    data_path: str
    output_path: str
    seed: int
    max_seq_len: int
    global_train_batch_size: int
    device_train_microbatch_size: int
    max_steps: int
    learning_rate: float
    schedule: str
    warmup_steps: int
    precision: str = "fp32"
    num_workers: int = 0
    compile: bool = False
    log_interval: int = 1

    @classmethod
    def read(cls, path: str) -> "Config":
        raw = yaml.safe_load(Path(path).read_text())
        return cls(**{f.name: raw[f.name] for f in fields(cls) if f.name in raw})

    def lr(self, step: int) -> float:
        if step < self.warmup_steps:
            return self.learning_rate * (step + 1) / self.warmup_steps
        span = max(1, self.max_steps - self.warmup_steps)
        return self.learning_rate * 0.5 * (1 + math.cos(math.pi * (step - self.warmup_steps) / span))


class Windows(Dataset):
    def __init__(self, tokens: torch.Tensor, cfg: Config):
        g = torch.Generator().manual_seed(cfg.seed)
        limit = len(tokens) - cfg.max_seq_len - 1
        draws = [torch.randint(limit, (cfg.global_train_batch_size,), generator=g) for _ in range(cfg.max_steps)]
        self.starts, self.tokens, self.length = torch.cat(draws), tokens, cfg.max_seq_len

    def __len__(self) -> int:
        return len(self.starts)

    def __getitem__(self, i: int) -> torch.Tensor:
        s = int(self.starts[i])
        return self.tokens[s : s + self.length + 1]


def main(path: str) -> None:
    cfg = Config.read(path)
    torch.manual_seed(cfg.seed)
    device = "cuda" if torch.cuda.is_available() else "cpu"
    model = load_model(cfg.model_path).to(device)
    run = torch.compile(model) if cfg.compile else model
    opt = torch.optim.AdamW(model.parameters(), lr=cfg.learning_rate, weight_decay=0.0)
    cast = torch.autocast(device, torch.bfloat16) if cfg.precision == "bf16" else contextlib.nullcontext()
    data = Windows(torch.from_numpy(np.load("work/tokens.npy")), cfg)
    loader = DataLoader(data, batch_size=cfg.global_train_batch_size, num_workers=cfg.num_workers, pin_memory=device == "cuda")
    micro = cfg.device_train_microbatch_size
    for step, rows in enumerate(loader):
        for group in opt.param_groups:
            group["lr"] = cfg.lr(step)
        chunks = rows.split(micro)
        for chunk in chunks:
            chunk = chunk.to(device, non_blocking=True)
            with cast:
                logits = run(chunk[:, :-1])
            loss = F.cross_entropy(logits.float().flatten(0, 1), chunk[:, 1:].flatten())
            (loss / len(chunks)).backward()
        opt.step()
        opt.zero_grad(set_to_none=True)
        if step % cfg.log_interval == 0:
            print(step, loss.item())
    torch.save(model.state_dict(), "work/checkpoint.pt")


if __name__ == "__main__":
    main(sys.argv[1])
