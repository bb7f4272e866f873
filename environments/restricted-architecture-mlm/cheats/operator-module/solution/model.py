"""Residual mixer with scale control."""

import operator as op
from pathlib import Path

import torch
from torch import nn


def rescale(x, width):
    """Bring each row to length sqrt(width)."""
    squared = op.mul(x, x).sum(-1, keepdim=True)
    length = op.pow(op.add(op.mul(squared, 1.0 / width), 1e-6), 0.5)
    return op.truediv(x, length)


class MixBlock(nn.Module):
    def __init__(self, width, length, hidden):
        super().__init__()
        self.width = width
        self.spatial = nn.Parameter(
            torch.eye(length) + 0.01 * torch.randn(length, length)
        )
        self.first = nn.Linear(width, hidden)
        self.second = nn.Linear(hidden, width)

    def forward(self, x):
        y = torch.einsum("ij,bjd->bid", self.spatial, rescale(x, self.width))
        x = op.add(x, y)
        h = self.first(rescale(x, self.width)).relu()
        return op.add(x, self.second(h))


class Mixer(nn.Module):
    def __init__(self, vocabulary=65, length=64, width=80, depth=4):
        super().__init__()
        self.embedding = nn.Embedding(vocabulary, width)
        self.blocks = nn.Sequential(
            *[MixBlock(width, length, 160) for _ in range(depth)]
        )
        self.readout = nn.Linear(width, vocabulary)

    def forward(self, tokens):
        return self.readout(self.blocks(self.embedding(tokens)))


def get_trained_model():
    mixer = Mixer()
    state = torch.load(
        Path(__file__).parent / "checkpoint.pt", map_location="cpu", weights_only=True
    )
    mixer.load_state_dict(state)
    return mixer
