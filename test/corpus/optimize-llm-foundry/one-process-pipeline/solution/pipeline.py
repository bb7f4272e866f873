"""Tokenise, train and export without restarting the interpreter."""
import json
import math
import os
import shutil
import sys
from pathlib import Path

import torch
import yaml
from torch.nn import functional as F

from modeling import load_model

torch.set_num_threads(os.cpu_count() or 1)


def tokens_of(path):
    ids = []
    for line in Path(path).read_text(encoding="utf-8").splitlines():
        ids += [*json.loads(line)["text"].encode("utf-8"), 256]
    return torch.tensor(ids)


def rate(step, cfg):
    warm = cfg["warmup_steps"]
    if step < warm:
        return cfg["learning_rate"] * (step + 1) / warm
    return cfg["learning_rate"] * 0.5 * (1 + math.cos(math.pi * (step - warm) / max(1, cfg["max_steps"] - warm)))


def train(model, tokens, cfg):
    g = torch.Generator().manual_seed(cfg["seed"])
    opt = torch.optim.AdamW(model.parameters(), lr=cfg["learning_rate"], weight_decay=0.0)
    T = cfg["max_seq_len"]
    for step in range(cfg["max_steps"]):
        for group in opt.param_groups:
            group["lr"] = rate(step, cfg)
        at = torch.randint(len(tokens) - T - 1, (cfg["global_train_batch_size"],), generator=g)
        rows = tokens[at[:, None] + torch.arange(T + 1)]
        loss = F.cross_entropy(model(rows[:, :-1]).flatten(0, 1), rows[:, 1:].flatten())
        opt.zero_grad(set_to_none=True)
        loss.backward()
        opt.step()


def export(model, cfg):
    out = Path(cfg["output_path"])
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir()
    torch.save(model.state_dict(), out / "model.pt")
    (out / "config.json").write_bytes((Path(cfg["model_path"]) / "config.json").read_bytes())


def main(path):
    cfg = yaml.safe_load(Path(path).read_text())
    torch.manual_seed(cfg["seed"])
    model = load_model(cfg["model_path"])
    reference = {k: v.clone() for k, v in model.state_dict().items()}
    train(model, tokens_of(cfg["data_path"]), cfg)
    moved = sum((v - reference[k]).norm().item() for k, v in model.state_dict().items())
    print(f"update norm {moved:.3f}")
    export(model, cfg)


if __name__ == "__main__":
    main(sys.argv[1])
