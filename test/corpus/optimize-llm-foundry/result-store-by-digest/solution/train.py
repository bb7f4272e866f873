import sys
from pathlib import Path

import numpy as np
import torch
import yaml
from torch.nn import functional as F

from memo import fingerprint, memoise
from modeling import load_model
from schedule import lr_at


@memoise(lambda cfg: fingerprint(cfg["data_path"], "finetune.yaml"))
def finetune(cfg):
    torch.manual_seed(cfg["seed"])
    model = load_model(cfg["model_path"])
    opt = torch.optim.AdamW(model.parameters(), lr=cfg["learning_rate"], weight_decay=0.0)
    tokens = torch.from_numpy(np.load("work/tokens.npy"))
    g = torch.Generator().manual_seed(cfg["seed"])
    T, B = cfg["max_seq_len"], cfg["global_train_batch_size"]
    for step in range(cfg["max_steps"]):
        opt.param_groups[0]["lr"] = lr_at(step, cfg)
        at = torch.randint(len(tokens) - T - 1, (B,), generator=g).tolist()
        rows = torch.stack([tokens[s : s + T + 1] for s in at])
        loss = F.cross_entropy(model(rows[:, :-1]).flatten(0, 1), rows[:, 1:].flatten())
        opt.zero_grad(set_to_none=True)
        loss.backward()
        opt.step()
    return model.state_dict()


if __name__ == "__main__":
    torch.save(finetune(yaml.safe_load(Path(sys.argv[1]).read_text())), "work/checkpoint.pt")
