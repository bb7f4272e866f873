"""Own modules and methods whose names sound like banned operations, and prose that speaks of softmax and division.

We tried softmax(q @ k.T / sqrt(d)) and torch.exp(x) first; both are against the rules, so neither is used here.
"""

from pathlib import Path

import torch
from torch import Tensor, nn

NOTES = {"div": "x / y is replaced by a learnt scale", "exp": "see the table below"}


class LayerNorm(nn.Module):
    """Not torch's: an affine map that is trained to keep activations in range."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.scale = nn.Parameter(torch.ones(width))
        self.shift = nn.Parameter(torch.zeros(width))

    def forward(self, x: Tensor) -> Tensor:
        return x * self.scale + self.shift


class Softmax(nn.Module):
    """Relu in softmax's place: weights are positive, but do not sum to one."""

    def __init__(self, length: int) -> None:
        super().__init__()
        self.share = 1 / length

    def max(self, x: Tensor) -> Tensor:
        return torch.relu(x)

    def mean(self, x: Tensor) -> Tensor:
        return x.sum(dim=-1, keepdim=True) * self.share

    def forward(self, scores: Tensor) -> Tensor:
        return self.max(scores + self.mean(scores) * -1.0) * self.share


class Attention(nn.Module):
    def __init__(self, width: int, length: int) -> None:
        super().__init__()
        self.norm = LayerNorm(width)
        self.softmax = Softmax(length)
        self.query = nn.Linear(width, 32)
        self.key = nn.Linear(width, 32)
        self.value = nn.Linear(width, width)

    def forward(self, x: Tensor) -> Tensor:
        x = self.norm(x)
        exp = torch.matmul(self.query(x), self.key(x).transpose(-2, -1))
        log = self.softmax(exp)
        return torch.matmul(log, self.value(x))


class Model(nn.Module):
    def __init__(self, vocabulary: int = 65, length: int = 64, width: int = 64) -> None:
        super().__init__()
        self.embedding = nn.Embedding(vocabulary, width)
        self.place = nn.Parameter(torch.zeros(length, width))
        self.attention = nn.ModuleList(Attention(width, length) for _ in range(2))
        self.pow = nn.Linear(width, width)
        self.logits = nn.Linear(width, vocabulary)

    def forward(self, tokens: Tensor) -> Tensor:
        x = self.embedding(tokens) + self.place
        for attention in self.attention:
            x = x + attention(x)
        return self.logits(torch.relu(self.pow(x)))


def get_trained_model() -> nn.Module:
    model = Model()
    model.load_state_dict(
        torch.load(Path(__file__).with_name("checkpoint.pt"), weights_only=True)
    )
    return model
