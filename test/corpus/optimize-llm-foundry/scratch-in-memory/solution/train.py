import math
import os
import sys
from pathlib import Path

import numpy as np
import torch
import yaml
from transformers import AutoModelForCausalLM

here = Path(__file__).resolve().parent
scratch = Path(os.environ["SCRATCH"])
config = yaml.safe_load((here / sys.argv[1]).read_text())

torch.manual_seed(config["seed"])
model = AutoModelForCausalLM.from_pretrained(here / config["model"], local_files_only=True).cuda().train()
rows = np.load(scratch / "tokens.npy", mmap_mode="r")
rng = np.random.default_rng(config["seed"])
optimizer = torch.optim.AdamW(model.parameters(), lr=config["learning_rate"], fused=True)
micro = config["micro_batch_size"]
for step in range(config["steps"]):
    chosen = rng.integers(len(rows), size=config["global_batch_size"])
    for group in optimizer.param_groups:
        group["lr"] = config["learning_rate"] * 0.5 * (1 + math.cos(math.pi * step / config["steps"]))
    for at in range(0, len(chosen), micro):
        ids = torch.from_numpy(rows[chosen[at : at + micro]]).cuda(non_blocking=True)
        (model(input_ids=ids, labels=ids).loss * micro / len(chosen)).backward()
    optimizer.step()
    optimizer.zero_grad(set_to_none=True)
torch.save({name: tensor.float().cpu() for name, tensor in model.state_dict().items()}, scratch / "model.pt")
