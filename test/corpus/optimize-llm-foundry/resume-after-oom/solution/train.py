import math
import os
import sys
from pathlib import Path

import numpy as np
import torch
import yaml
from torch.nn import functional as F

from modeling import load_model

RESUME = Path("work/resume.pt")


def lr_at(step, cfg):
    if step < cfg["warmup_steps"]:
        return cfg["learning_rate"] * (step + 1) / cfg["warmup_steps"]
    done = (step - cfg["warmup_steps"]) / max(1, cfg["max_steps"] - cfg["warmup_steps"])
    return cfg["learning_rate"] * 0.5 * (1 + math.cos(math.pi * done))


def main(path):
    cfg = yaml.safe_load(Path(path).read_text())
    micro = int(os.environ.get("MICRO", cfg["device_train_microbatch_size"]))
    torch.manual_seed(cfg["seed"])
    device = "cuda" if torch.cuda.is_available() else "cpu"
    model = load_model(cfg["model_path"]).to(device)
    opt = torch.optim.AdamW(model.parameters(), lr=cfg["learning_rate"], weight_decay=0.0)
    g = torch.Generator().manual_seed(cfg["seed"])
    first = 0
    if RESUME.exists():
        kept = torch.load(RESUME, map_location=device, weights_only=True)
        model.load_state_dict(kept["model"])
        opt.load_state_dict(kept["optimizer"])
        g.set_state(kept["generator"].cpu())
        first = kept["step"]
    tokens = torch.from_numpy(np.load("work/tokens.npy"))
    T, B = cfg["max_seq_len"], cfg["global_train_batch_size"]
    for step in range(first, cfg["max_steps"]):
        before = g.get_state()
        opt.param_groups[0]["lr"] = lr_at(step, cfg)
        at = torch.randint(len(tokens) - T - 1, (B,), generator=g).tolist()
        rows = torch.stack([tokens[s : s + T + 1] for s in at])
        try:
            for part in rows.split(micro):
                part = part.to(device)
                loss = F.cross_entropy(model(part[:, :-1]).flatten(0, 1), part[:, 1:].flatten())
                (loss * len(part) / B).backward()
        except torch.cuda.OutOfMemoryError:
            torch.save({"model": model.state_dict(), "optimizer": opt.state_dict(), "generator": before, "step": step}, RESUME)
            sys.exit(75)
        opt.step()
        opt.zero_grad(set_to_none=True)
    torch.save(model.state_dict(), "work/checkpoint.pt")


if __name__ == "__main__":
    main(sys.argv[1])
