import math
import pathlib
import sys

import numpy as np
import torch
import yaml
from transformers import AutoModelForCausalLM

root = pathlib.Path(__file__).parent.resolve()
cfg = yaml.safe_load(open(root / sys.argv[1]))


def build():
    model = AutoModelForCausalLM.from_pretrained(root / cfg["model"], local_files_only=True)
    init = cfg.get("init")
    if init:
        weights = torch.load(root / init["folder"] / init["file"], map_location="cpu")
        model.load_state_dict(weights, strict=init["strict"])
    return model


def groups(model):
    made = []
    for spec in cfg.get("parameter_groups", []):
        own = [p for name, p in model.named_parameters() if spec["match"] in name]
        for p in own[1:]:
            p.requires_grad_(spec["trainable"])
        made.append({"params": own, "scale": spec["multiplier"]})
    return made


torch.manual_seed(cfg["seed"])
model = build().train()
opt = torch.optim.AdamW(groups(model), lr=cfg["learning_rate"])
data = np.load(root / "tokens.npy")
gen = np.random.default_rng(cfg["seed"])
for step in range(cfg["steps"]):
    wanted = cfg["learning_rate"] * 0.5 * (1 + math.cos(math.pi * step / cfg["steps"]))
    for g in opt.param_groups:
        g["lr"] = wanted * g["scale"]
    if not any(g["lr"] for g in opt.param_groups):
        continue
    ids = torch.from_numpy(data[gen.integers(len(data), size=cfg["global_batch_size"])])
    model(input_ids=ids, labels=ids).loss.backward()
    opt.step()
    opt.zero_grad(set_to_none=True)
torch.save(model.state_dict(), root / "checkpoint.pt")
