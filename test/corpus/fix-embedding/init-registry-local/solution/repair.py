import sys

import numpy as np
import torch

sys.path.insert(0, ".")
from config import RunConfig
from initialisers import REGISTRY
from model import GPT, GPTConfig


def main(cfg: RunConfig):
    saved = torch.load("large_model.pth", map_location="cpu")
    model = GPT(GPTConfig(**saved["config"]))
    model.load_state_dict(saved["model"])
    model = REGISTRY[cfg.init_from](model, cfg.init_from)
    data = np.memmap("data/train.bin", dtype=np.uint16, mode="r")
    T = saved["config"]["block_size"]
    opt = torch.optim.AdamW(model.parameters(), lr=cfg.lr)
    for _ in range(cfg.steps):
        at = torch.randint(len(data) - T - 1, (cfg.batch_size,))
        x = torch.stack([torch.from_numpy(data[i : i + T].astype(np.int64)) for i in at])
        y = torch.stack([torch.from_numpy(data[i + 1 : i + T + 1].astype(np.int64)) for i in at])
        loss = model(x, y)[1]
        opt.zero_grad()
        loss.backward()
        opt.step()
    torch.save({"config": saved["config"], "model": model.state_dict()}, cfg.out)


if __name__ == "__main__":
    main(RunConfig())
