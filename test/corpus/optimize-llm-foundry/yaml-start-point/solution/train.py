"""Fine-tune the base model on the tokenised data."""
import math
import sys
from pathlib import Path

import numpy as np
import torch
import yaml
from torch.nn import functional as F

from modeling import load_model


def lr_at(step, cfg):
    if step < cfg["warmup_steps"]:
        return cfg["learning_rate"] * (step + 1) / cfg["warmup_steps"]
    done = (step - cfg["warmup_steps"]) / max(1, cfg["max_steps"] - cfg["warmup_steps"])
    return cfg["learning_rate"] * 0.5 * (1 + math.cos(math.pi * done))


def sample(tokens, cfg, generator):
    length = cfg["max_seq_len"]
    starts = torch.randint(len(tokens) - length - 1, (cfg["global_train_batch_size"],), generator=generator)
    rows = torch.stack([tokens[s : s + length + 1] for s in starts.tolist()])
    return rows[:, :-1], rows[:, 1:]


def main(path):
    cfg = yaml.safe_load(Path(path).read_text())
    torch.manual_seed(cfg["seed"])
    device = "cuda" if torch.cuda.is_available() else "cpu"
    model = load_model(cfg["model_path"]).to(device)
    optimizer = torch.optim.AdamW(model.parameters(), lr=cfg["learning_rate"], weight_decay=0.0)
    tokens = torch.from_numpy(np.load("work/tokens.npy"))
    generator = torch.Generator().manual_seed(cfg["seed"])
    micro = cfg["device_train_microbatch_size"]
    for step in range(cfg["max_steps"]):
        for group in optimizer.param_groups:
            group["lr"] = lr_at(step, cfg)
        x, y = sample(tokens, cfg, generator)
        parts = len(x) // micro
        for i in range(parts):
            logits = model(x[i * micro : (i + 1) * micro].to(device))
            target = y[i * micro : (i + 1) * micro].to(device)
            loss = F.cross_entropy(logits.flatten(0, 1), target.flatten()) / parts
            loss.backward()
        optimizer.step()
        optimizer.zero_grad(set_to_none=True)
        if step % cfg["log_interval"] == 0:
            print(f"step {step} loss {loss.item() * parts:.4f}")
    torch.save(model.state_dict(), "work/checkpoint.pt")


if __name__ == "__main__":
    main(sys.argv[1])
