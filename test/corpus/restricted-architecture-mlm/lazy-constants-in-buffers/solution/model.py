from pathlib import Path
import torch
import torch.nn.functional as F
from torch import nn

class Mask(nn.Module):
    def __init__(self, radius):
        super().__init__()
        self.radius = radius
        self.table = None

    def forward(self, n, device):
        if self.table is None or self.table.shape[0] < n:
            i = torch.arange(n, device=device)
            near = (i[:, None] - i).abs() <= self.radius
            weight = 1.0 / near.sum(-1, keepdim=True)
            self.table = near * weight
        return self.table[:n, :n]


class Model(nn.Module):
    def __init__(self, vocab=65, d=32):
        super().__init__()
        self.e = nn.Embedding(vocab, d)
        self.near = Mask(5)
        self.h = nn.Linear(d, d)
        self.o = nn.Linear(d, vocab)

    def forward(self, tokens):
        x = self.e(tokens)
        pooled = self.near(tokens.shape[1], tokens.device) @ x
        return self.o(x + self.h(pooled).relu())


def get_trained_model():
    m = Model()
    m.load_state_dict(torch.load(Path(__file__).with_name("checkpoint.pt")))
    return m
