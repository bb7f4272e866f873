"""Check the extrapolation with a run at scale."""
import argparse
import json
import math
from pathlib import Path

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F


class Net(nn.Module):
    def __init__(self, vocab, width, layers, heads, length):
        super().__init__()
        self.tok = nn.Embedding(vocab, width)
        self.pos = nn.Parameter(torch.zeros(length, width))
        layer = nn.TransformerEncoderLayer(width, heads, 4 * width, 0.0, "gelu", batch_first=True, norm_first=True)
        self.body = nn.TransformerEncoder(layer, layers)
        self.head = nn.Linear(width, vocab, bias=False)

    def forward(self, x):
        mask = nn.Transformer.generate_square_subsequent_mask(x.shape[1], device=x.device)
        return self.head(self.body(self.tok(x) + self.pos[: x.shape[1]], mask=mask, is_causal=True))


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("--n_embd", type=int, default=448)
    ap.add_argument("--compute", type=float, default=5e17)
    ap.add_argument("--batch", type=int, default=64)
    ap.add_argument("--length", type=int, default=256)
    a = ap.parse_args()
    data = np.memmap("data/train.bin", dtype=np.uint16, mode="r")
    net = Net(int(data.max()) + 1, a.n_embd, 8, 8, a.length).cuda()
    n = sum(p.numel() for p in net.parameters())
    iters = int(a.compute / (6 * n * a.batch * a.length))
    opt = torch.optim.AdamW(net.parameters(), lr=6e-4, betas=(0.9, 0.95))
    smooth = None
    for it in range(iters):
        for g in opt.param_groups:
            g["lr"] = 6e-4 * min(1.0, it / 500, 0.1 + 0.45 * (1 + math.cos(math.pi * it / iters)))
        at = np.random.randint(0, len(data) - a.length - 1, a.batch)
        rows = torch.from_numpy(np.stack([data[i : i + a.length + 1] for i in at]).astype(np.int64)).cuda()
        loss = F.cross_entropy(net(rows[:, :-1]).flatten(0, 1), rows[:, 1:].flatten())
        opt.zero_grad(set_to_none=True)
        loss.backward()
        opt.step()
        smooth = loss.item() if smooth is None else 0.99 * smooth + 0.01 * loss.item()
    out = {"n_embd": a.n_embd, "max_iters": iters, "loss_prediction": smooth}
    Path("solution/answer.json").write_text(json.dumps(out))


if __name__ == "__main__":
    main()
