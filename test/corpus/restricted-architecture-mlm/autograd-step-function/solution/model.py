from pathlib import Path

import torch
from torch import nn


def indicator(x: torch.Tensor) -> torch.Tensor:
    """1 where x is positive, else 0."""
    with torch.enable_grad():
        z = x.detach().requires_grad_(True)
        (slope,) = torch.autograd.grad(torch.relu(z).sum(), z)
    return slope


class HardGate(nn.Module):
    def __init__(self, d):
        super().__init__()
        self.g, self.v = nn.Linear(d, d), nn.Linear(d, d)

    def forward(self, x):
        return x + indicator(self.g(x)) * self.v(x)


class Model(nn.Module):
    def __init__(self, vocab=65, d=48):
        super().__init__()
        self.e = nn.Embedding(vocab, d)
        self.layers = nn.Sequential(HardGate(d), HardGate(d))
        self.o = nn.Linear(d, vocab)

    def forward(self, tokens):
        return self.o(self.layers(self.e(tokens)))


def get_trained_model():
    m = Model()
    m.load_state_dict(torch.load(Path(__file__).with_name("checkpoint.pt")))
    return m
