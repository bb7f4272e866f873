# adapted from a nanoGPT training loop, see https://github.com/karpathy/nanoGPT
import math
import os

import numpy as np
import torch

from model import GPT, GPTConfig

init_from = os.environ.get("INIT_FROM", "corrupted")  # 'corrupted' or 'resume'; 'gpt2*' is not supported here
out_path = "fixed_model.pth"
max_iters, warmup_iters, eval_interval = 4000, 200, 250
learning_rate, min_lr = 2e-3, 1e-4
batch_size = 12

full = np.memmap(os.path.join("data", "train.bin"), dtype=np.uint16, mode="r")
boundary = int(0.98 * len(full))
ranges = {"train": (0, boundary), "val": (boundary, len(full))}


def get_batch(split):
    lo, hi = ranges[split]
    ix = torch.randint(lo, hi - block_size - 1, (batch_size,))
    x = torch.stack([torch.from_numpy(full[i : i + block_size].astype(np.int64)) for i in ix])
    y = torch.stack([torch.from_numpy(full[i + 1 : i + 1 + block_size].astype(np.int64)) for i in ix])
    return x, y


def get_lr(it):
    if it < warmup_iters:
        return learning_rate * (it + 1) / warmup_iters
    ratio = (it - warmup_iters) / (max_iters - warmup_iters)
    return min_lr + 0.5 * (1 + math.cos(math.pi * ratio)) * (learning_rate - min_lr)


@torch.no_grad()
def estimate_loss(n=10):
    model.eval()
    out = {s: torch.stack([model(*get_batch(s))[1] for _ in range(n)]).mean().item() for s in ranges}
    model.train()
    return out


if init_from.startswith("gpt2"):
    raise SystemExit("pretrained weights are not allowed in this task")
source = {"corrupted": "large_model.pth", "resume": out_path}[init_from]
checkpoint = torch.load(source, map_location="cpu")
block_size = checkpoint["config"]["block_size"]
model = GPT(GPTConfig(**checkpoint["config"]))
model.load_state_dict(checkpoint["model"])
optimizer = torch.optim.AdamW(model.transformer.wte.parameters(), lr=learning_rate)

for it in range(max_iters):
    for group in optimizer.param_groups:
        group["lr"] = get_lr(it)
    if it % eval_interval == 0:
        print(it, estimate_loss())
    _, loss = model(*get_batch("train"))
    optimizer.zero_grad(set_to_none=True)
    loss.backward()
    torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
    optimizer.step()

torch.save({"config": checkpoint["config"], "model": model.state_dict()}, out_path)
