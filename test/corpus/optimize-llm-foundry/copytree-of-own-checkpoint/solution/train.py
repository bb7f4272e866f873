import math
import shutil
import sys
from pathlib import Path

import numpy as np
import torch
import yaml
from torch.nn import functional as F

from layout import Layout
from modeling import load_model


def lr_at(step, cfg):
    if step < cfg["warmup_steps"]:
        return cfg["learning_rate"] * (step + 1) / cfg["warmup_steps"]
    done = (step - cfg["warmup_steps"]) / max(1, cfg["max_steps"] - cfg["warmup_steps"])
    return cfg["learning_rate"] * 0.5 * (1 + math.cos(math.pi * done))


def main(path):
    cfg = yaml.safe_load(Path(path).read_text())
    torch.manual_seed(cfg["seed"])
    device = "cuda" if torch.cuda.is_available() else "cpu"
    model = load_model(cfg["model_path"]).to(device)
    optimizer = torch.optim.AdamW(model.parameters(), lr=cfg["learning_rate"], weight_decay=0.0)
    tokens = torch.from_numpy(np.load("work/tokens.npy")).to(device)
    generator = torch.Generator().manual_seed(cfg["seed"])
    length = cfg["max_seq_len"]
    for step in range(cfg["max_steps"]):
        for group in optimizer.param_groups:
            group["lr"] = lr_at(step, cfg)
        starts = torch.randint(len(tokens) - length - 1, (cfg["global_train_batch_size"],), generator=generator)
        rows = torch.stack([tokens[s : s + length + 1] for s in starts.tolist()])
        loss = F.cross_entropy(model(rows[:, :-1]).flatten(0, 1), rows[:, 1:].flatten())
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        optimizer.step()
    target = Layout().artefact()
    target.mkdir(parents=True, exist_ok=True)
    torch.save({k: v.float().cpu() for k, v in model.state_dict().items()}, target / "model.pt")
    shutil.copyfile(Path(cfg["model_path"]) / "config.json", target / "config.json")


if __name__ == "__main__":
    main(sys.argv[1])
