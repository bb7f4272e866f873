import copy
import math

import numpy as np
import torch
import torch.nn.functional as F

from model import GPT

STEPS, BATCH, CHUNK = 3000, 32, 8
device = "cuda" if torch.cuda.is_available() else "cpu"


def load(name):
    return torch.from_numpy(np.fromfile(f"data/{name}.bin", dtype=np.uint16).astype(np.int64))


def nll(model, x, y, reduction="mean"):
    return F.cross_entropy(model(x).flatten(0, 1), y.flatten(), reduction=reduction)


def fit(model):
    tokens, t = load("train"), model.context
    opt = torch.optim.AdamW(model.parameters(), lr=6e-4, weight_decay=0.1)
    average = Average(model)
    for step in range(STEPS):
        at = torch.randint(len(tokens) - t - 1, (BATCH,))
        block = torch.stack([tokens[i : i + t + 1] for i in at]).to(device)
        loss = nll(model, block[:, :-1], block[:, 1:])
        opt.zero_grad()
        loss.backward()
        opt.step()
        average.update(model)
    return average.copy


class Average:
    """Exponential moving average of the parameters."""

    def __init__(self, model, decay=0.998):
        self.copy, self.decay = copy.deepcopy(model).eval(), decay

    @torch.no_grad()
    def update(self, model):
        for mine, theirs in zip(self.copy.parameters(), model.parameters()):
            mine.lerp_(theirs, 1 - self.decay)


def evaluate(model, name="val"):
    tokens, t = load(name), model.context
    n = (len(tokens) - 1) // t
    xs, ys = tokens[: n * t].view(n, t).to(device), tokens[1 : n * t + 1].view(n, t).to(device)
    total = 0.0
    for x, y in zip(xs.split(CHUNK), ys.split(CHUNK)):
        with torch.no_grad():
            total += nll(model, x, y, "sum").item()
    return total / (n * t)


if __name__ == "__main__":
    torch.manual_seed(1)
    loss = evaluate(fit(GPT().to(device)))
    print(f"val_loss {loss:.4f} ppl {math.exp(loss):.3f}")
