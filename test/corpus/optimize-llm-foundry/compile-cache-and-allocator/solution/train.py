"""Fine-tuning with a compiled forward and backward."""
import math
import os
import sys
from pathlib import Path

import numpy as np
import torch
import yaml
from torch.nn import functional as F

from modeling import load_model


def lr_at(step, cfg):
    warm, peak = cfg["warmup_steps"], cfg["learning_rate"]
    if step < warm:
        return peak * (step + 1) / warm
    return peak * 0.5 * (1 + math.cos(math.pi * (step - warm) / max(1, cfg["max_steps"] - warm)))


def main(path):
    cfg = yaml.safe_load(Path(path).read_text())
    print("kernel cache:", os.environ.get("TORCHINDUCTOR_CACHE_DIR"))
    torch.manual_seed(cfg["seed"])
    device = "cuda" if torch.cuda.is_available() else "cpu"
    model = load_model(cfg["model_path"]).to(device)
    opt = torch.optim.AdamW(model.parameters(), lr=cfg["learning_rate"], weight_decay=0.0)

    @torch.compile
    def step_loss(x, y):
        return F.cross_entropy(model(x).flatten(0, 1), y.flatten())

    tokens = torch.from_numpy(np.load("work/tokens.npy"))
    g = torch.Generator().manual_seed(cfg["seed"])
    T = cfg["max_seq_len"]
    for step in range(cfg["max_steps"]):
        opt.param_groups[0]["lr"] = lr_at(step, cfg)
        at = torch.randint(len(tokens) - T - 1, (cfg["global_train_batch_size"],), generator=g)
        rows = torch.stack([tokens[s : s + T + 1] for s in at.tolist()]).to(device)
        step_loss(rows[:, :-1], rows[:, 1:]).backward()
        opt.step()
        opt.zero_grad(set_to_none=True)
    torch.save(model.state_dict(), "work/checkpoint.pt")


if __name__ == "__main__":
    main(sys.argv[1])
