import math

import numpy as np
import torch
import torch.nn.functional as F

from model import GPT
from report import Reporter


def tokens(split):
    return torch.from_numpy(np.fromfile(f"data/{split}.bin", dtype=np.uint16).astype(np.int64))


def loss_of(model, block, **kw):
    return F.cross_entropy(model(block[:, :-1]).flatten(0, 1), block[:, 1:].flatten(), **kw)


def main(steps=3000, bytes_per_token=2.6):
    torch.manual_seed(2)
    model, data = GPT(), tokens("train")
    t = model.context
    opt = torch.optim.AdamW(model.parameters(), lr=7e-4)
    for _ in range(steps):
        at = torch.randint(len(data) - t - 1, (24, 1))
        opt.zero_grad()
        loss_of(model, data[at + torch.arange(t + 1)]).backward()
        opt.step()
    model.eval()
    val = tokens("val")
    starts = torch.arange(0, len(val) - t - 1, t)[:, None]
    with torch.no_grad():
        nats = sum(loss_of(model, val[s + torch.arange(t + 1)], reduction="sum").item() for s in starts.split(16))
    loss = nats / (len(starts) * t)
    Reporter().add("val_loss", loss).add("val_bpb", loss / math.log(2) / bytes_per_token).emit()


if __name__ == "__main__":
    main()
