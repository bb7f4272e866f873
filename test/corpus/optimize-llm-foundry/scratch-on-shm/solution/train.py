import math
import os
import sys
from pathlib import Path

import numpy as np
import torch
import yaml
from torch.nn import functional as F

from modeling import load_model

scratch = Path(os.environ["FT_SCRATCH"])


def main(path):
    cfg = yaml.safe_load(Path(path).read_text())
    torch.manual_seed(cfg["seed"])
    device = "cuda" if torch.cuda.is_available() else "cpu"
    model = load_model(scratch / "start").to(device)
    opt = torch.optim.AdamW(model.parameters(), lr=cfg["learning_rate"], weight_decay=0.0)
    warm, total = cfg["warmup_steps"], cfg["max_steps"]
    plan = torch.optim.lr_scheduler.LambdaLR(
        opt,
        lambda s: (s + 1) / warm if s < warm else 0.5 * (1 + math.cos(math.pi * (s - warm) / max(1, total - warm))),
    )
    tokens = torch.from_numpy(np.load(scratch / "tokens.npy"))
    g = torch.Generator().manual_seed(cfg["seed"])
    T = cfg["max_seq_len"]
    for _ in range(total):
        at = torch.randint(len(tokens) - T - 1, (cfg["global_train_batch_size"],), generator=g)
        rows = tokens.unfold(0, T + 1, 1)[at].to(device)
        loss = F.cross_entropy(model(rows[:, :-1]).flatten(0, 1), rows[:, 1:].flatten())
        loss.backward()
        opt.step()
        plan.step()
        opt.zero_grad(set_to_none=True)
    (scratch / "result").mkdir()
    torch.save({k: v.float().cpu() for k, v in model.state_dict().items()}, scratch / "result" / "model.pt")


if __name__ == "__main__":
    main(sys.argv[1])
