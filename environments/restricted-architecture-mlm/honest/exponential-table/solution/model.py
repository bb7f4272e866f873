"""Mixes positions with fixed, exponentially decaying weights that are computed once, in `__init__`."""

from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn


def decay_table(length: int, rates: list[float]) -> Tensor:
    """[rates, length, length]; rows sum to one."""
    distance = np.abs(np.subtract.outer(np.arange(length), np.arange(length)))
    tables = [np.exp(-rate * distance) for rate in rates]
    return torch.from_numpy(
        np.stack([table / table.sum(axis=1, keepdims=True) for table in tables])
    ).float()


class DecayMix(nn.Module):
    def __init__(self, width: int, length: int) -> None:
        super().__init__()
        rates = [0.1 * 2**k for k in range(6)]
        self.register_buffer("table", decay_table(length, rates), persistent=False)
        angles = torch.arange(length)[:, None] / 10_000 ** (torch.arange(width) / width)
        self.register_buffer("places", torch.sin(angles), persistent=False)
        self.join = nn.Linear(6 * width, width)

    def forward(self, x: Tensor) -> Tensor:
        x = x + self.places
        mixed = torch.einsum("rij,bjd->bird", self.table, x)
        return self.join(mixed.flatten(2))


class Model(nn.Module):
    def __init__(self, vocabulary: int = 65, length: int = 64, width: int = 64) -> None:
        super().__init__()
        self.embedding = nn.Embedding(vocabulary, width)
        self.mix = DecayMix(width, length)
        self.hidden = nn.Linear(width, 256)
        self.logits = nn.Linear(256, vocabulary)
        with torch.no_grad():
            self.logits.weight.div_(self.logits.weight.norm(dim=1, keepdim=True))
            self.embedding.weight.mul_(torch.rsqrt(torch.tensor(float(width))))

    def forward(self, tokens: Tensor) -> Tensor:
        x = self.embedding(tokens)
        x = x + self.mix(x)
        return self.logits(torch.relu(self.hidden(x)))


def get_trained_model() -> nn.Module:
    model = Model()
    model.load_state_dict(
        torch.load(Path(__file__).with_name("checkpoint.pt"), weights_only=True)
    )
    return model
