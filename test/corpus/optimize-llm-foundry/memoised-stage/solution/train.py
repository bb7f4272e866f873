import math
import sys
from pathlib import Path

import numpy as np
import torch
import yaml
from stages import incremental
from transformers import AutoModelForCausalLM

HERE = Path(__file__).resolve().parent
SETTINGS = HERE / (sys.argv[1] if len(sys.argv) > 1 else "finetune.yaml")


@incremental(inputs=(SETTINGS, HERE / "tokens.npy"))
def fit():
    c = yaml.safe_load(SETTINGS.read_text())
    torch.manual_seed(c["seed"])
    model = AutoModelForCausalLM.from_pretrained(HERE / c["model"], local_files_only=True).cuda().train()
    rows, rng = np.load(HERE / "tokens.npy"), np.random.default_rng(c["seed"])
    opt = torch.optim.AdamW(model.parameters(), lr=c["learning_rate"], fused=True)
    micro = c["micro_batch_size"]
    for step in range(c["steps"]):
        pick = rng.integers(len(rows), size=c["global_batch_size"])
        opt.param_groups[0]["lr"] = c["learning_rate"] * 0.5 * (1 + math.cos(math.pi * step / c["steps"]))
        for at in range(0, len(pick), micro):
            ids = torch.from_numpy(rows[pick[at : at + micro]]).cuda()
            (model(input_ids=ids, labels=ids).loss * micro / len(pick)).backward()
        opt.step()
        opt.zero_grad(set_to_none=True)
    return {name: value.cpu() for name, value in model.state_dict().items()}


torch.save(fit(), HERE / "checkpoint.pt")
