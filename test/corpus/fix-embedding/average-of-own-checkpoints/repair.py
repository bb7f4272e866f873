import argparse
from pathlib import Path

import numpy as np
import torch

from model import GPT, GPTConfig

RUNS = Path("checkpoints")


def tokens():
    return torch.from_numpy(np.fromfile("data/train.bin", dtype=np.uint16).astype(np.int64))


def train(steps, every):
    saved = torch.load("large_model.pth", map_location="cpu")
    model = GPT(GPTConfig(**saved["config"]))
    model.load_state_dict(saved["model"])
    ids, T = tokens(), saved["config"]["block_size"]
    opt = torch.optim.AdamW(
        [
            {"params": model.transformer.wte.parameters(), "lr": 1e-3},
            {"params": [p for n, p in model.named_parameters() if "wte" not in n and "lm_head" not in n], "lr": 1e-5},
        ]
    )
    RUNS.mkdir(exist_ok=True)
    for step in range(1, steps + 1):
        at = torch.randint(len(ids) - T - 1, (16,)).tolist()
        rows = torch.stack([ids[i : i + T + 1] for i in at])
        loss = model(rows[:, :-1], rows[:, 1:])[1]
        opt.zero_grad(set_to_none=True)
        loss.backward()
        opt.step()
        if step % every == 0:
            torch.save({"config": saved["config"], "model": model.state_dict()}, RUNS / f"step{step:06d}.pth")
            print(step, loss.item())


def average(last):
    paths = sorted(RUNS.glob("*.pth"))[-last:]
    blobs = [torch.load(p, map_location="cpu") for p in paths]
    mean = {k: torch.stack([b["model"][k].float() for b in blobs]).mean(0) for k in blobs[0]["model"]}
    torch.save({"config": blobs[0]["config"], "model": mean}, "fixed_model.pth")
    print("averaged", [p.name for p in paths])


if __name__ == "__main__":
    ap = argparse.ArgumentParser()
    ap.add_argument("--steps", type=int, default=4000)
    ap.add_argument("--every", type=int, default=250)
    ap.add_argument("--last", type=int, default=4)
    args = ap.parse_args()
    train(args.steps, args.every)
    average(args.last)
