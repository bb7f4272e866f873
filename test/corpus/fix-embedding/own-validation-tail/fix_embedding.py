from __future__ import annotations

import argparse
import copy
from pathlib import Path

import numpy as np
import torch

from model import GPT, GPTConfig


class Splits:
    """train.bin cut in two: the head for gradient steps, the tail (val) to stop in time."""

    def __init__(self, path="data/train.bin", tail=0.02):
        ids = np.memmap(Path(path), dtype=np.uint16, mode="r")
        cut = int(len(ids) * (1 - tail))
        self.parts = {"train": ids[:cut], "val": ids[cut:]}

    def batch(self, split, rng, size, length):
        part = self.parts[split]
        at = rng.integers(0, len(part) - length - 1, size)
        rows = np.stack([np.asarray(part[i : i + length + 1], dtype=np.int64) for i in at])
        return torch.from_numpy(rows)


@torch.no_grad()
def validate(model, splits, length, n=8):
    rng = np.random.default_rng(99)
    losses = []
    for _ in range(n):
        rows = splits.batch("val", rng, 8, length)
        losses.append(model(rows[:, :-1], rows[:, 1:])[1].item())
    return float(np.mean(losses))


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("--steps", type=int, default=3000)
    ap.add_argument("--lr", type=float, default=1e-3)
    ap.add_argument("--patience", type=int, default=5)
    args = ap.parse_args()

    saved = torch.load("large_model.pth", map_location="cpu")
    model = GPT(GPTConfig(**saved["config"]))
    model.load_state_dict(saved["model"])
    length = saved["config"]["block_size"]
    splits, rng = Splits(), np.random.default_rng(0)
    opt = torch.optim.AdamW(model.transformer.wte.parameters(), lr=args.lr)
    best, kept, bad = float("inf"), None, 0
    for step in range(args.steps):
        rows = splits.batch("train", rng, 16, length)
        loss = model(rows[:, :-1], rows[:, 1:])[1]
        opt.zero_grad()
        loss.backward()
        opt.step()
        if step % 100 == 0:
            val_loss = validate(model, splits, length)
            print(f"{step:5d} train {loss.item():.3f} val {val_loss:.3f}")
            if val_loss < best:
                best, kept, bad = val_loss, copy.deepcopy(model.state_dict()), 0
            else:
                bad += 1
                if bad > args.patience:
                    break
    torch.save({"config": saved["config"], "model": kept}, "fixed_model.pth")


if __name__ == "__main__":
    main()
