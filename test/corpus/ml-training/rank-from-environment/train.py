"""torchrun --nproc_per_node=N train.py"""
import math
import os

import numpy as np
import torch
import torch.distributed as dist
import torch.nn.functional as F
from torch.nn.parallel import DistributedDataParallel as DDP

from model import GPT

RANK = int(os.environ.get("RANK", 0))
WORLD = int(os.environ.get("WORLD_SIZE", 1))
LOCAL = int(os.environ.get("LOCAL_RANK", 0))
DEBUG = bool(int(os.environ.get("DEBUG", "0")))
WARMUP, STEPS = 300, 20 if DEBUG else 5000


def setup():
    if WORLD > 1:
        dist.init_process_group("nccl" if torch.cuda.is_available() else "gloo")
    if torch.cuda.is_available():
        torch.cuda.set_device(LOCAL)
        return torch.device("cuda", LOCAL)
    return torch.device("cpu")


def shard_of(split):
    data = np.memmap(f"data/{split}.bin", dtype=np.uint16, mode="r")
    size = len(data) // WORLD
    return torch.from_numpy(data[RANK * size : (RANK + 1) * size].astype(np.int64))


def train(net, raw, device):
    tokens = shard_of("train")
    opt = torch.optim.AdamW(net.parameters(), lr=6e-4, betas=(0.9, 0.95))
    sched = torch.optim.lr_scheduler.LambdaLR(opt, lambda s: min(1.0, (s + 1) / WARMUP))
    gen = torch.Generator().manual_seed(100 + RANK)
    for step in range(STEPS):
        at = torch.randint(len(tokens) - raw.context - 1, (16, 1), generator=gen)
        block = tokens[at + torch.arange(raw.context + 1)].to(device)
        loss = F.cross_entropy(net(block[:, :-1]).flatten(0, 1), block[:, 1:].flatten())
        opt.zero_grad(set_to_none=True)
        loss.backward()
        opt.step()
        sched.step()
        if RANK == 0 and step % 100 == 0:
            print(step, loss.item())


@torch.no_grad()
def evaluate(raw, device):
    raw.eval()
    tokens, t = shard_of("val"), raw.context
    n = (len(tokens) - 1) // t
    sums = torch.zeros(2, dtype=torch.float64, device=device)
    for i in range(n):
        block = tokens[i * t : (i + 1) * t + 1].to(device)
        sums[0] += F.cross_entropy(raw(block[None, :-1])[0], block[1:], reduction="sum")
        sums[1] += t
    if WORLD > 1:
        dist.all_reduce(sums)
    return (sums[0] / sums[1]).item()


if __name__ == "__main__":
    device = setup()
    torch.manual_seed(0)
    raw = GPT().to(device)
    train(DDP(raw, device_ids=[LOCAL] if device.type == "cuda" else None) if WORLD > 1 else raw, raw, device)
    loss = evaluate(raw, device)
    if RANK == 0:
        print(f"val_loss {loss:.4f} ({loss / math.log(2):.4f} bits)")
    if WORLD > 1:
        dist.destroy_process_group()
