"""Weights are normalised once, when the model is built, before any forward pass: they are constants from then on."""

import math
from pathlib import Path

import torch
from torch import Tensor, nn


class Block(nn.Module):
    def __init__(self, width: int, length: int, depth: int) -> None:
        super().__init__()
        self.rows = nn.Linear(length, length)
        self.up = nn.Linear(width, 2 * width)
        self.down = nn.Linear(2 * width, width)
        # As deep residual networks need it: the more blocks, the smaller each one's step.
        self.step = 1.0 / math.sqrt(2 * depth)
        nn.init.normal_(self.down.weight, std=0.02 / math.sqrt(depth))

    def forward(self, x: Tensor) -> Tensor:
        x = x + self.step * self.rows(x.transpose(1, 2)).transpose(1, 2)
        return x + self.step * self.down(torch.relu(self.up(x)))


class Model(nn.Module):
    def __init__(
        self, vocabulary: int = 65, length: int = 64, width: int = 64, depth: int = 4
    ) -> None:
        super().__init__()
        self.embedding = nn.Embedding(vocabulary, width)
        self.blocks = nn.Sequential(
            *(Block(width, length, depth) for _ in range(depth))
        )
        self.logits = nn.Linear(width, vocabulary)
        self.register_buffer("scale", torch.ones(width))

    def forward(self, tokens: Tensor) -> Tensor:
        return self.logits(self.blocks(self.embedding(tokens)) * self.scale)


@torch.no_grad()
def fold(model: Model) -> None:
    """Unit rows in the embedding; what was divided out goes into one constant scale."""
    lengths = model.embedding.weight.norm(dim=1, keepdim=True).clamp(min=1e-6)
    model.scale.copy_(lengths.mean().reciprocal().expand_as(model.scale))
    model.embedding.weight.div_(lengths)
    for module in model.modules():
        if isinstance(module, nn.Linear) and module.weight.abs().max() > 10:
            module.weight.clamp_(-10, 10)


def get_trained_model() -> nn.Module:
    model = Model()
    model.load_state_dict(
        torch.load(Path(__file__).with_name("checkpoint.pt"), weights_only=True)
    )
    fold(model)
    return model
