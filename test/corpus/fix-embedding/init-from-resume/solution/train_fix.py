import math
import os
import runpy
import sys
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import torch

here = Path(__file__).resolve().parent
root = here.parent
sys.path.insert(0, str(root))
from model import GPT, GPTConfig  # noqa: E402

c = SimpleNamespace(**{k: v for k, v in runpy.run_path(str(here / "config_fix.py")).items() if not k.startswith("_")})
out = here / c.out_dir
out.mkdir(exist_ok=True)

if c.init_from == "corrupted":
    state = torch.load(root / "large_model.pth", map_location="cpu")
    start, optimizer_state = 0, None
elif c.init_from == "resume":
    state = torch.load(out / "ckpt.pt", map_location="cpu")
    start, optimizer_state = state.pop("iter_num"), state.pop("optimizer")
else:
    raise SystemExit(f"init_from={c.init_from!r}: only 'corrupted' and 'resume' exist")

model = GPT(GPTConfig(**state["config"]))
model.load_state_dict(state["model"])
device = os.environ.get("DEVICE", "cuda")
model.to(device)
for name, parameter in model.named_parameters():
    parameter.requires_grad_(c.only in name)
optimizer = torch.optim.AdamW([p for p in model.parameters() if p.requires_grad], lr=c.learning_rate, betas=(0.9, 0.95))
if optimizer_state is not None:
    optimizer.load_state_dict(optimizer_state)

data = np.memmap(root / "data" / f"{c.dataset}.bin", dtype=np.uint16, mode="r")
n = state["config"]["block_size"]
for step in range(start, c.max_iters):
    warm = min(1.0, (step + 1) / c.warmup_iters)
    optimizer.param_groups[0]["lr"] = c.learning_rate * warm * 0.5 * (1 + math.cos(math.pi * step / c.max_iters))
    for _ in range(c.gradient_accumulation_steps):
        at = np.random.randint(len(data) - n - 1, size=c.batch_size)
        x = torch.from_numpy(np.stack([data[i : i + n] for i in at]).astype(np.int64)).to(device)
        y = torch.from_numpy(np.stack([data[i + 1 : i + n + 1] for i in at]).astype(np.int64)).to(device)
        (model(x, y)[1] / c.gradient_accumulation_steps).backward()
    optimizer.step()
    optimizer.zero_grad(set_to_none=True)
    if (step + 1) % 250 == 0:
        weights = {k: v.cpu() for k, v in model.state_dict().items()}
        torch.save({**state, "model": weights, "optimizer": optimizer.state_dict(), "iter_num": step + 1}, out / "ckpt.pt")
torch.save({**state, "model": {k: v.cpu() for k, v in model.state_dict().items()}}, root / "fixed_model.pth")
