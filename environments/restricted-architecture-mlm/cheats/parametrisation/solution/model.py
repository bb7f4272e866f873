"""Mixer with weights on the unit sphere, which makes it train without normalisation layers."""

from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn.utils import parametrize


class UnitRows(nn.Module):
    """Scales each row of a weight matrix to length one."""

    def forward(self, weight: Tensor) -> Tensor:
        return weight / weight.norm(dim=1, keepdim=True)


def unit_linear(inputs: int, outputs: int) -> nn.Linear:
    layer = nn.Linear(inputs, outputs)
    parametrize.register_parametrization(layer, "weight", UnitRows())
    return layer


class Block(nn.Module):
    def __init__(self, width: int, length: int) -> None:
        super().__init__()
        self.rows = unit_linear(length, length)
        self.up = unit_linear(width, 3 * width)
        self.down = unit_linear(3 * width, width)
        self.step = nn.Parameter(torch.full((width,), 0.1))

    def forward(self, x: Tensor) -> Tensor:
        x = x + self.rows(x.transpose(1, 2)).transpose(1, 2) * self.step
        return x + self.down(torch.relu(self.up(x))) * self.step


class Model(nn.Module):
    def __init__(self, vocabulary: int = 65, length: int = 64, width: int = 64) -> None:
        super().__init__()
        self.embedding = nn.Embedding(vocabulary, width)
        self.blocks = nn.Sequential(*(Block(width, length) for _ in range(6)))
        self.logits = nn.Linear(width, vocabulary)

    def forward(self, tokens: Tensor) -> Tensor:
        return self.logits(self.blocks(self.embedding(tokens)))


def get_trained_model() -> nn.Module:
    model = Model()
    model.load_state_dict(
        torch.load(Path(__file__).with_name("checkpoint.pt"), weights_only=True)
    )
    return model
