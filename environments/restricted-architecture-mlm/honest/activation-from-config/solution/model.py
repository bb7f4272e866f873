"""The activation is named in a configuration and looked up with getattr, from a list of allowed names."""

from dataclasses import dataclass
from pathlib import Path

import torch
import torch.nn.functional as F
from torch import Tensor, nn

ALLOWED = ("relu", "relu_")


@dataclass(frozen=True)
class Config:
    vocabulary: int = 65
    length: int = 64
    width: int = 64
    depth: int = 3
    activation: str = "relu"
    residual: bool = True


def activation(name: str):
    if name not in ALLOWED:
        raise ValueError(f"{name} is not among {', '.join(ALLOWED)}")
    return getattr(F, name)


class Block(nn.Module):
    def __init__(self, config: Config) -> None:
        super().__init__()
        self.rows = nn.Linear(config.length, config.length)
        self.up = nn.Linear(config.width, 3 * config.width)
        self.down = nn.Linear(3 * config.width, config.width)
        self.activation = activation(config.activation)
        self.residual = getattr(config, "residual", True)

    def forward(self, x: Tensor) -> Tensor:
        mixed = self.rows(x.transpose(1, 2)).transpose(1, 2)
        h = self.down(self.activation(self.up(x + mixed)))
        return x + h if self.residual else h


class Model(nn.Module):
    def __init__(self, config: Config) -> None:
        super().__init__()
        self.config = config
        self.embedding = nn.Embedding(config.vocabulary, config.width)
        self.blocks = nn.ModuleList(Block(config) for _ in range(config.depth))
        self.logits = nn.Linear(config.width, config.vocabulary)

    def forward(self, tokens: Tensor) -> Tensor:
        x = self.embedding(tokens)
        for block in self.blocks:
            x = block(x)
        return self.logits(x)


def get_trained_model() -> nn.Module:
    saved = torch.load(Path(__file__).with_name("checkpoint.pt"), weights_only=True)
    model = Model(Config(**saved["config"]))
    model.load_state_dict(saved["weights"])
    return model
