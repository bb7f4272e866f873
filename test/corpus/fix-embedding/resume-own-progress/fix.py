import os
import signal
from pathlib import Path

import numpy as np
import torch

from model import GPT, GPTConfig

PROGRESS = Path("progress.pth")
TOTAL = 6000
stop = False


def on_term(signum, frame):
    global stop
    stop = True


def load():
    saved = torch.load("large_model.pth", map_location="cpu")
    model = GPT(GPTConfig(**saved["config"]))
    model.load_state_dict(saved["model"])
    opt = torch.optim.AdamW(model.transformer.wte.parameters(), lr=1e-3)
    step = 0
    if PROGRESS.exists():
        kept = torch.load(PROGRESS, map_location="cpu")
        model.load_state_dict(kept["model"])
        opt.load_state_dict(kept["opt"])
        step = kept["step"]
        print("resuming at", step)
    return saved["config"], model, opt, step


def keep(model, opt, step):
    tmp = PROGRESS.with_suffix(".tmp")
    torch.save({"model": model.state_dict(), "opt": opt.state_dict(), "step": step}, tmp)
    os.replace(tmp, PROGRESS)


def main():
    signal.signal(signal.SIGTERM, on_term)
    config, model, opt, step = load()
    ids = np.memmap("data/train.bin", dtype=np.uint16, mode="r")
    T = config["block_size"]
    while step < TOTAL and not stop:
        rng = np.random.default_rng(step)
        at = rng.integers(0, len(ids) - T - 1, 16)
        rows = torch.from_numpy(np.stack([ids[i : i + T + 1].astype(np.int64) for i in at]))
        loss = model(rows[:, :-1], rows[:, 1:])[1]
        opt.zero_grad()
        loss.backward()
        opt.step()
        step += 1
        if step % 200 == 0:
            keep(model, opt, step)
            print(step, loss.item())
    keep(model, opt, step)
    torch.save({"config": config, "model": model.state_dict()}, "fixed_model.pth")


if __name__ == "__main__":
    main()
