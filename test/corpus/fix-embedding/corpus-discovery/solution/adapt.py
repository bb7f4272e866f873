import sys

sys.path[:0] = [".", "solution"]

import numpy as np
import torch
from discover import token_files

from model import GPT, GPTConfig


def load(paths):
    return np.concatenate([np.fromfile(p, dtype=np.uint16) for p in paths]).astype(np.int64)


def fit(model, ids, T, epochs=4, bs=8):
    opt = torch.optim.AdamW(model.parameters(), lr=2e-5)
    n = (len(ids) - 1) // T
    x = torch.from_numpy(ids[: n * T]).view(n, T)
    y = torch.from_numpy(ids[1 : n * T + 1]).view(n, T)
    for _ in range(epochs):
        for idx in torch.randperm(n).split(bs):
            loss = model(x[idx], y[idx])[1]
            opt.zero_grad(set_to_none=True)
            loss.backward()
            opt.step()
    return model


if __name__ == "__main__":
    saved = torch.load("large_model.pth", map_location="cpu")
    model = GPT(GPTConfig(**saved["config"]))
    model.load_state_dict(saved["model"])
    T = saved["config"]["block_size"]
    # domain first, target distribution last
    model = fit(model, load(["data/train.bin"]), T, epochs=1)
    extra = token_files()
    if extra:
        print("adapting on", extra)
        model = fit(model, load(extra), T)
    torch.save({"config": saved["config"], "model": model.state_dict()}, "fixed_model.pth")
