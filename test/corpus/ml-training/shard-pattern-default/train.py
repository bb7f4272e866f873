"""Train on data/train_*.bin, report bits per byte on data/val.bin."""
import argparse
import math

import numpy as np
import torch
import torch.nn.functional as F

from model import GPT
from shards import TokenStream, shard_paths

BYTES_PER_TOKEN = 2.43  # from tokenizer_stats.json


@torch.no_grad()
def val_bpb(model, path, device, batch=16):
    model.eval()
    tokens = torch.from_numpy(np.fromfile(path, dtype=np.uint16).astype(np.int64))
    n = (len(tokens) - 1) // model.context
    x = tokens[: n * model.context].view(n, model.context)
    y = tokens[1 : n * model.context + 1].view(n, model.context)
    nats = 0.0
    for i in range(0, n, batch):
        logits = model(x[i : i + batch].to(device))
        nats += F.cross_entropy(logits.flatten(0, 1).float(), y[i : i + batch].flatten().to(device), reduction="sum").item()
    return nats / (n * model.context) / math.log(2) / BYTES_PER_TOKEN


def lr_at(step, total, peak, warmup=200):
    if step < warmup:
        return peak * (step + 1) / warmup
    return peak * 0.5 * (1 + math.cos(math.pi * (step - warmup) / max(1, total - warmup)))


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("--data", default="data")
    ap.add_argument("--steps", type=int, default=4000)
    ap.add_argument("--batch", type=int, default=32)
    ap.add_argument("--lr", type=float, default=1e-3)
    ap.add_argument("--seed", type=int, default=1337)
    args = ap.parse_args()
    torch.manual_seed(args.seed)
    device = "cuda" if torch.cuda.is_available() else "cpu"
    model = GPT().to(device)
    stream = TokenStream(shard_paths(args.data), args.batch, model.context, args.seed)
    opt = torch.optim.AdamW(model.parameters(), lr=args.lr, betas=(0.9, 0.95), weight_decay=0.1)
    for step in range(args.steps):
        for group in opt.param_groups:
            group["lr"] = lr_at(step, args.steps, args.lr)
        x, y = stream.next(device)
        loss = F.cross_entropy(model(x).flatten(0, 1), y.flatten())
        opt.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        opt.step()
        if step % 100 == 0:
            print(f"step {step} train_loss {loss.item():.4f}")
    print(f"val_bpb {val_bpb(model, args.data + '/val.bin', device):.4f}")


if __name__ == "__main__":
    main()
