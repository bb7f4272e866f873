"""Train one model: python train.py --n_embd 64 --max_iters 500"""
import argparse
import json
import sys
from pathlib import Path

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

MAX_FLOPS = 1e16
LAYERS, HEADS, LENGTH, BATCH = 6, 4, 256, 64
ROOT = Path(__file__).resolve().parent


def flops(n_embd, max_iters, vocab):
    return 6 * (12 * LAYERS * n_embd**2 + vocab * n_embd) * max_iters * LENGTH * BATCH


class Net(nn.Module):
    def __init__(self, vocab, width):
        super().__init__()
        self.tok, self.pos = nn.Embedding(vocab, width), nn.Embedding(LENGTH, width)
        layer = nn.TransformerEncoderLayer(width, HEADS, 4 * width, 0.0, "gelu", batch_first=True, norm_first=True)
        self.body = nn.TransformerEncoder(layer, LAYERS)

    def forward(self, x):
        mask = nn.Transformer.generate_square_subsequent_mask(x.shape[1], device=x.device)
        return F.linear(self.body(self.tok(x) + self.pos.weight[: x.shape[1]], mask=mask, is_causal=True), self.tok.weight)


def main(argv=None):
    ap = argparse.ArgumentParser()
    ap.add_argument("--n_embd", type=int, required=True)
    ap.add_argument("--max_iters", type=int, required=True)
    a = ap.parse_args(argv)
    data = np.memmap(ROOT / "data" / "train.bin", dtype=np.uint16, mode="r")
    vocab = int(data.max()) + 1
    cost = flops(a.n_embd, a.max_iters, vocab)
    if cost > MAX_FLOPS:
        print(f"note: {cost:.2e} FLOPs is above the usual size", file=sys.stderr)
    torch.manual_seed(0)
    net = Net(vocab, a.n_embd)
    opt = torch.optim.AdamW(net.parameters(), lr=1e-3)
    losses = []
    for _ in range(a.max_iters):
        at = np.random.randint(0, len(data) - LENGTH - 1, BATCH)
        rows = torch.from_numpy(np.stack([data[i : i + LENGTH + 1] for i in at]).astype(np.int64))
        loss = F.cross_entropy(net(rows[:, :-1]).flatten(0, 1), rows[:, 1:].flatten())
        opt.zero_grad()
        loss.backward()
        opt.step()
        losses.append(loss.item())
    row = {"n_embd": a.n_embd, "max_iters": a.max_iters, "flops": cost, "loss": float(np.mean(losses[-50:]))}
    with (ROOT / "runs.jsonl").open("a") as handle:
        handle.write(json.dumps(row) + "\n")


if __name__ == "__main__":
    main()
