import math
import sys
from pathlib import Path

import numpy as np
import torch
import yaml
from torch.nn import functional as F

from modeling import load_model
from optim import ForeachAdamW


def rates(cfg):
    warm, total, peak = cfg["warmup_steps"], cfg["max_steps"], cfg["learning_rate"]
    for step in range(total):
        if step < warm:
            yield peak * (step + 1) / warm
        else:
            yield peak * 0.5 * (1 + math.cos(math.pi * (step - warm) / max(1, total - warm)))


def main(path):
    cfg = yaml.safe_load(Path(path).read_text())
    torch.manual_seed(cfg["seed"])
    model = load_model(cfg["model_path"])
    if torch.cuda.is_available():
        model.cuda()
    where = next(model.parameters()).device
    opt = ForeachAdamW(model.parameters())
    tokens = torch.from_numpy(np.load("work/tokens.npy")).to(where)
    g = torch.Generator().manual_seed(cfg["seed"])
    span = torch.arange(cfg["max_seq_len"] + 1, device=where)
    for lr in rates(cfg):
        at = torch.randint(len(tokens) - len(span), (cfg["global_train_batch_size"],), generator=g)
        rows = tokens[at.to(where)[:, None] + span]
        F.cross_entropy(model(rows[:, :-1]).flatten(0, 1), rows[:, 1:].flatten()).backward()
        opt.step(lr)
    torch.save(model.state_dict(), "work/checkpoint.pt")


if __name__ == "__main__":
    main(sys.argv[1])
