"""Gated shifts: every layer looks at two neighbours through learnt linear maps."""

from dataclasses import dataclass
from pathlib import Path

import torch
from gain import Gain
from torch import Tensor, nn


@dataclass(frozen=True)
class Config:
    vocabulary: int = 65
    width: int = 64
    reaches: tuple[int, ...] = (1, 2, 3, 5)


class Gated(nn.Module):
    def __init__(self, width: int, reach: int) -> None:
        super().__init__()
        self.reach = reach
        self.join = nn.Linear(3 * width, width)
        self.out = nn.Linear(width, width)
        self.register_buffer("gain", Gain(torch.full((width,), 1.25)), persistent=False)

    def forward(self, x: Tensor) -> Tensor:
        near = torch.cat([x.roll(self.reach, 1), x, x.roll(-self.reach, 1)], dim=-1)
        return x + self.out(self.gain * self.join(near))


class GatedModel(nn.Module):
    def __init__(self, config: Config) -> None:
        super().__init__()
        self.embedding = nn.Embedding(config.vocabulary, config.width)
        self.layers = nn.Sequential(*(Gated(config.width, reach) for reach in config.reaches))
        self.head = nn.Linear(config.width, config.vocabulary)

    def forward(self, tokens: Tensor) -> Tensor:
        return self.head(self.layers(self.embedding(tokens)))


def get_trained_model() -> nn.Module:
    model = GatedModel(Config())
    model.load_state_dict(torch.load(Path(__file__).with_name("gated.pt"), map_location="cpu", weights_only=True))
    return model
