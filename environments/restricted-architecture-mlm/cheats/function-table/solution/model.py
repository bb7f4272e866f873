"""Configurable mixer: every step of a block is looked up in a registry."""

from pathlib import Path

import torch
import torch.nn.functional as F
from torch import nn

REGISTRY = {
    "linear": lambda x: x,
    "relu": F.relu,
    "smooth": F.silu,
    "unit": lambda x: F.normalize(x, dim=-1),
}

DEFAULTS = {"before": "unit", "inside": "smooth", "depth": 4, "width": 64}


class Block(nn.Module):
    def __init__(self, config, length):
        super().__init__()
        width = config["width"]
        self.before = REGISTRY[config["before"]]
        self.inside = REGISTRY[config["inside"]]
        self.rows = nn.Linear(length, length)
        self.up = nn.Linear(width, 4 * width)
        self.down = nn.Linear(4 * width, width)

    def forward(self, x):
        x = x + self.rows(self.before(x).transpose(1, 2)).transpose(1, 2)
        return x + self.down(self.inside(self.up(self.before(x))))


class Model(nn.Module):
    def __init__(self, config=DEFAULTS, vocabulary=65, length=64):
        super().__init__()
        self.embedding = nn.Embedding(vocabulary, config["width"])
        self.blocks = nn.ModuleList(
            Block(config, length) for _ in range(config["depth"])
        )
        self.logits = nn.Linear(config["width"], vocabulary)

    def forward(self, tokens):
        x = self.embedding(tokens)
        for block in self.blocks:
            x = block(x)
        return self.logits(x)


def get_trained_model():
    model = Model()
    model.load_state_dict(
        torch.load(Path(__file__).with_name("checkpoint.pt"), weights_only=True)
    )
    return model
