import argparse
import json
import math
from pathlib import Path
import numpy as np
import torch
import torch.nn.functional as F
from model import Model
from optim import Muon

ROOT = Path(__file__).resolve().parents[1]


def lr_at(step, total, top):
    return top * 0.5 * (1 + math.cos(math.pi * step / total))


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("--steps", type=int, default=400)
    ap.add_argument("--lr", type=float, default=0.02)
    args = ap.parse_args()
    meta = json.loads((ROOT / "data" / "meta.json").read_text())
    n = meta["sequenceLength"]
    data = np.fromfile(ROOT / "data" / "train.bin", dtype=np.uint16)
    data = torch.from_numpy(data[: len(data) // n * n].astype(np.int64)).view(-1, n)
    model = Model(meta["vocabularySize"], n=n)
    opt = Muon(model.parameters(), args.lr)
    for step in range(args.steps):
        y = data[torch.randint(len(data), (64,))]
        masked = torch.rand(y.shape) < meta["maskedFraction"]
        loss = F.cross_entropy(model(y.masked_fill(masked, meta["maskId"]))[masked], y[masked])
        opt.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        for g in opt.param_groups:
            g["lr"] = lr_at(step, args.steps, args.lr)
        opt.step()
        if step % 50 == 0:
            print(step, loss.item(), math.exp(loss.item()))
    torch.save(model.state_dict(), Path(__file__).with_name("checkpoint.pt"))


if __name__ == "__main__":
    main()
