import argparse
import atexit
import signal
import sys
from pathlib import Path

import numpy as np
import torch
from torch import nn

STATE = {}


def save(path):
    torch.save({k: v.state_dict() for k, v in STATE.items() if hasattr(v, "state_dict")} | {"epoch": STATE["epoch"]}, path)


def on_term(path):
    def handler(signum, frame):
        save(path)
        sys.exit(128 + signum)

    return handler


def parse():
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("--data", type=Path, default=Path("data"))
    ap.add_argument("--ckpt", type=Path, default=Path("last.pt"))
    ap.add_argument("--epochs", type=int, default=50)
    return ap.parse_args()


def main():
    args = parse()
    if not (args.data / "train.npz").exists():
        print("no training data", file=sys.stderr)
        return 2
    log = open("train.log", "a")
    atexit.register(log.close)
    z = np.load(args.data / "train.npz")
    x, y = torch.tensor(z["x"]).float(), torch.tensor(z["y"]).float()
    net = nn.Sequential(nn.Linear(x.shape[1], 64), nn.ReLU(), nn.Linear(64, 1))
    opt = torch.optim.Adam(net.parameters())
    STATE.update(net=net, opt=opt, epoch=0)
    if args.ckpt.exists():
        blob = torch.load(args.ckpt, weights_only=True)
        net.load_state_dict(blob["net"])
        opt.load_state_dict(blob["opt"])
        STATE["epoch"] = blob["epoch"]
    signal.signal(signal.SIGTERM, on_term(args.ckpt))
    loss = torch.zeros(())
    for epoch in range(STATE["epoch"], args.epochs):
        for idx in torch.randperm(len(x)).split(128):
            opt.zero_grad()
            loss = nn.functional.mse_loss(net(x[idx]).squeeze(-1), y[idx])
            loss.backward()
            opt.step()
        STATE["epoch"] = epoch + 1
        log.write(f"{epoch} {loss.item():.5f}\n")
        save(args.ckpt)
    return 0 if torch.isfinite(loss) else 1


if __name__ == "__main__":
    sys.exit(main())
