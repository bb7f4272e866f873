from pathlib import Path
import torch
import torch.nn.functional as F
from torch import nn

import torch.nn.functional as div


def exp(x, times=2):
    """Expands the last dimension."""
    return x.unsqueeze(-1).expand(*x.shape, times).flatten(-2)


def where(layers, kind):
    return [m for m in layers if isinstance(m, kind)]


class Model(nn.Module):
    def __init__(self, vocab=65, d=32):
        super().__init__()
        self.e = nn.Embedding(vocab, d)
        self.f = nn.Sequential(nn.Linear(2 * d, d), nn.ReLU(), nn.Linear(d, d))
        self.o = nn.Linear(d, vocab)

    def forward(self, tokens):
        x = div.relu(exp(self.e(tokens)))
        for layer in where(self.f, nn.Linear):
            x = div.relu(layer(x))
        return self.o(x)


def get_trained_model():
    m = Model()
    m.load_state_dict(torch.load(Path(__file__).with_name("checkpoint.pt")))
    return m
