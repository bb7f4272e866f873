import os
import sys

import numpy as np
import torch

here = os.path.dirname(os.path.abspath(__file__))
root = os.path.dirname(here)
sys.path.insert(0, root)
from model import GPT, GPTConfig  # noqa: E402

batch_size, max_iters, eval_interval, eval_iters = 8, 6000, 200, 40
learning_rate = 2e-3
device = "cuda" if torch.cuda.is_available() else "cpu"

tokens = np.memmap(os.path.join(root, "data", "train.bin"), dtype=np.uint16, mode="r")
cut = int(0.98 * len(tokens))
train_data, val_data = tokens[:cut], tokens[cut:]

ckpt = torch.load(os.path.join(root, "large_model.pth"), map_location="cpu")
block_size = ckpt["config"]["block_size"]


def get_batch(split):
    data = train_data if split == "train" else val_data
    ix = torch.randint(len(data) - block_size - 1, (batch_size,))
    x = torch.stack([torch.from_numpy(data[i : i + block_size].astype(np.int64)) for i in ix])
    y = torch.stack([torch.from_numpy(data[i + 1 : i + 1 + block_size].astype(np.int64)) for i in ix])
    return x.to(device), y.to(device)


@torch.no_grad()
def estimate_loss():
    model.eval()
    out = {split: sum(model(*get_batch(split))[1].item() for _ in range(eval_iters)) / eval_iters for split in ("train", "val")}
    model.train()
    return out


model = GPT(GPTConfig(**ckpt["config"])).to(device)
model.load_state_dict(ckpt["model"])
for name, p in model.named_parameters():
    p.requires_grad_("wte" in name or "lm_head" in name)
optimizer = torch.optim.AdamW([p for p in model.parameters() if p.requires_grad], lr=learning_rate, weight_decay=0.0)

best_val_loss = float("inf")
for iter_num in range(max_iters + 1):
    if iter_num % eval_interval == 0:
        losses = estimate_loss()
        print(f"step {iter_num}: train {losses['train']:.4f}, val {losses['val']:.4f}")
        if losses["val"] < best_val_loss:
            best_val_loss = losses["val"]
            ckpt["model"] = {k: v.cpu().clone() for k, v in model.state_dict().items()}
            torch.save(ckpt, os.path.join(root, "fixed_model.pth"))
    _, loss = model(*get_batch("train"))
    optimizer.zero_grad(set_to_none=True)
    loss.backward()
    optimizer.step()
