import math
import os
import sys
from pathlib import Path

import numpy as np
import torch
import yaml
from transformers import AutoModelForCausalLM

HERE = Path(__file__).resolve().parent
CACHE = Path(os.environ["TORCHINDUCTOR_CACHE_DIR"])


def main(settings):
    c = yaml.safe_load((HERE / settings).read_text())
    cached = sum(1 for _ in CACHE.rglob("*.py")) if CACHE.exists() else 0
    print(f"{cached} compiled graphs cached")
    torch.manual_seed(c["seed"])
    if c["precision"] == "tf32":
        torch.set_float32_matmul_precision("high")
    model = AutoModelForCausalLM.from_pretrained(HERE / c["model"], local_files_only=True).cuda().train()
    run = torch.compile(model, mode="max-autotune-no-cudagraphs") if c["compile"] else model
    rows = torch.from_numpy(np.load(HERE / "tokens.npy")).cuda()
    rng = np.random.default_rng(c["seed"])
    opt = torch.optim.AdamW(model.parameters(), lr=c["learning_rate"], fused=True)
    for step in range(c["steps"]):
        chosen = torch.from_numpy(rng.integers(len(rows), size=c["global_batch_size"])).cuda()
        for group in opt.param_groups:
            group["lr"] = c["learning_rate"] * 0.5 * (1 + math.cos(math.pi * step / c["steps"]))
        for part in chosen.split(c["micro_batch_size"]):
            ids = rows[part]
            (run(input_ids=ids, labels=ids).loss * len(part) / len(chosen)).backward()
        opt.step()
        opt.zero_grad(set_to_none=True)
    torch.save(model.state_dict(), HERE / "checkpoint.pt")


main(sys.argv[1])
