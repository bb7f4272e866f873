import math
import sys

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F


class ByteModel(nn.Module):
    """Byte-level next-byte model."""

    def __init__(self, dim=192, layers=2):
        super().__init__()
        self.embed = nn.Embedding(256, dim)
        self.rnn = nn.GRU(dim, 384, num_layers=layers, batch_first=True, **self.options())
        width = 384 * (2 if self.rnn.bidirectional else 1)
        self.norm = nn.LayerNorm(width)
        self.out = nn.Linear(width, 256)

    @staticmethod
    def options():
        return {"bidirectional": False, "dropout": 0.1}

    def forward(self, x):
        h, _ = self.rnn(self.embed(x))
        return self.out(self.norm(h))


def windows(path, length):
    raw = np.fromfile(path, dtype=np.uint8)
    n = (len(raw) - 1) // length
    x = torch.from_numpy(raw[: n * length].astype(np.int64)).view(n, length)
    y = torch.from_numpy(raw[1 : n * length + 1].astype(np.int64)).view(n, length)
    return x, y


def train(model, x, y, steps, device, batch=64):
    opt = torch.optim.Adam(model.parameters(), lr=2e-3)
    for step in range(steps):
        pick = torch.randint(len(x), (batch,))
        logits = model(x[pick].to(device))
        loss = F.cross_entropy(logits.transpose(1, 2), y[pick].to(device))
        opt.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 0.5)
        opt.step()
        if step % 200 == 0:
            print(step, f"{loss.item() / math.log(2):.3f}", file=sys.stderr)


@torch.no_grad()
def bits_per_byte(model, x, y, device):
    model.eval()
    total = 0.0
    for xb, yb in zip(x.split(64), y.split(64)):
        total += F.cross_entropy(model(xb.to(device)).transpose(1, 2), yb.to(device), reduction="sum").item()
    return total / y.numel() / math.log(2)


if __name__ == "__main__":
    device = "cuda" if torch.cuda.is_available() else "cpu"
    torch.manual_seed(0)
    model = ByteModel().to(device)
    train(model, *windows("text/train.bin", 256), steps=5000, device=device)
    print("val_bpb", bits_per_byte(model, *windows("text/val.bin", 256), device))
