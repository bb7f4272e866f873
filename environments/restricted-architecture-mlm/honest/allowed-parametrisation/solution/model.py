"""Position mixing that is symmetric by construction, through a parametrisation of allowed operations."""

from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn.utils.parametrize import register_parametrization


class Symmetric(nn.Module):
    """Both directions of a pair of positions weigh the same."""

    def forward(self, weight: Tensor) -> Tensor:
        return (weight + weight.transpose(0, 1)) * 0.5


class Masked(nn.Module):
    """Leaves a band around the diagonal; the band is fixed when the module is made."""

    def __init__(self, length: int, radius: int) -> None:
        super().__init__()
        place = torch.arange(length)
        band = ((place[:, None] - place[None, :]).abs() <= radius).float()
        self.register_buffer("band", band)

    def forward(self, weight: Tensor) -> Tensor:
        return weight * self.band


class Block(nn.Module):
    def __init__(self, width: int, length: int, radius: int) -> None:
        super().__init__()
        self.rows = nn.Linear(length, length, bias=False)
        register_parametrization(self.rows, "weight", Symmetric())
        register_parametrization(self.rows, "weight", Masked(length, radius))
        self.mlp = nn.Sequential(
            nn.Linear(width, 3 * width), nn.ReLU(), nn.Linear(3 * width, width)
        )

    def forward(self, x: Tensor) -> Tensor:
        x = x + self.rows(x.transpose(1, 2)).transpose(1, 2)
        return x + self.mlp(x)


class Model(nn.Module):
    def __init__(self, vocabulary: int = 65, length: int = 64, width: int = 64) -> None:
        super().__init__()
        self.embedding = nn.Embedding(vocabulary, width)
        self.blocks = nn.Sequential(*(Block(width, length, r) for r in (2, 4, 8)))
        self.logits = nn.Linear(width, vocabulary)

    def forward(self, tokens: Tensor) -> Tensor:
        return self.logits(self.blocks(self.embedding(tokens)))


def get_trained_model() -> nn.Module:
    model = Model()
    model.load_state_dict(
        torch.load(Path(__file__).with_name("checkpoint.pt"), weights_only=True)
    )
    return model
