"""python -m solution.pilot.measure: what does the loss look like near the corner of the plan?"""

import argparse
import json
from pathlib import Path

import numpy as np
import torch

from .network import Pilot

ROOT = Path(__file__).resolve().parents[2]


def batches(length, size, seed=0):
    tokens = np.memmap(ROOT / "data" / "train.bin", dtype=np.uint16, mode="r")
    rng = np.random.default_rng(seed)
    while True:
        at = rng.integers(len(tokens) - length - 1, size=size)
        rows = torch.from_numpy(np.stack([tokens[i : i + length + 1] for i in at]).astype(np.int64)).cuda()
        yield rows[:, :-1], rows[:, 1:]


def fit(width, iterations, length=1024, size=512, micro=32):
    torch.manual_seed(0)
    model = torch.compile(Pilot(50304, width).cuda())
    optimizer = torch.optim.AdamW(model.parameters(), lr=6e-4, betas=(0.9, 0.95), weight_decay=0.1)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, 6e-4, iterations, pct_start=0.05)
    tail = []
    for step, (x, y) in zip(range(iterations), batches(length, size)):
        total = 0.0
        for a, b in zip(x.split(micro), y.split(micro)):
            with torch.autocast("cuda", torch.bfloat16):
                loss = model(a, b) * len(a) / size
            loss.backward()
            total += loss.item()
        optimizer.step()
        schedule.step()
        optimizer.zero_grad()
        if step >= iterations * 0.98:
            tail.append(total)
    return sum(tail) / len(tail)


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--widths", type=int, nargs="+", default=[640, 832, 1024])
    args = parser.parse_args()
    found = {}
    for width in args.widths:
        iterations = round(5e17 / (6 * 144 * width**2 * 1024 * 512))
        found[width] = (fit(width, iterations), iterations)
    width = min(found, key=found.get)
    answer = {"n_embd": width, "max_iters": found[width][1], "loss_prediction": found[width][0]}
    (ROOT / "solution" / "answer.json").write_text(json.dumps(answer))
