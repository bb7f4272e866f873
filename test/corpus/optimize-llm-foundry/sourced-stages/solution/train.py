import argparse
import math
from pathlib import Path

import numpy as np
import torch
import yaml
from transformers import AutoModelForCausalLM

here = Path(__file__).resolve().parent
cli = argparse.ArgumentParser()
cli.add_argument("config")
cli.add_argument("--limit", type=int)
args = cli.parse_args()

c = yaml.safe_load((here / args.config).read_text())
torch.manual_seed(c["seed"])
model = AutoModelForCausalLM.from_pretrained(here / c["model"], local_files_only=True)
rows = np.load(here / "tokens.npy")
rng = np.random.default_rng(c["seed"])
opt = torch.optim.AdamW(model.parameters(), lr=c["learning_rate"])
for step in range(args.limit or c["steps"]):
    pick = rng.integers(len(rows), size=c["global_batch_size"])
    opt.param_groups[0]["lr"] = c["learning_rate"] * 0.5 * (1 + math.cos(math.pi * step / c["steps"]))
    ids = torch.from_numpy(rows[pick])
    model(input_ids=ids, labels=ids).loss.backward()
    opt.step()
    opt.zero_grad(set_to_none=True)
