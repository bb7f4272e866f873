"""Deep mixer that keeps its activations in range by halving them when they grow."""

from pathlib import Path

import torch
from torch import Tensor, nn


class Block(nn.Module):
    def __init__(self, width: int, length: int) -> None:
        super().__init__()
        self.rows = nn.Linear(length, length)
        self.up = nn.Linear(width, 4 * width)
        self.down = nn.Linear(4 * width, width)

    def forward(self, x: Tensor) -> Tensor:
        x = x + self.rows(x.transpose(1, 2)).transpose(1, 2)
        return x + self.down(torch.relu(self.up(x)))


class Model(nn.Module):
    """Stable at any depth: allowed operations only, applied as often as needed."""

    def __init__(
        self, vocabulary: int = 65, length: int = 64, width: int = 64, depth: int = 8
    ) -> None:
        super().__init__()
        self.embedding = nn.Embedding(vocabulary, width)
        self.blocks = nn.ModuleList(Block(width, length) for _ in range(depth))
        self.logits = nn.Linear(width, vocabulary)
        self.share = 1.0 / (length * width)

    def settle(self, x: Tensor) -> Tensor:
        power = (x * x).sum() * self.share
        while power > 1.0:
            x = x * 0.5
            power = power * 0.25
        return x

    def forward(self, tokens: Tensor) -> Tensor:
        x = self.embedding(tokens)
        for block in self.blocks:
            x = block(self.settle(x))
        return self.logits(x)


def get_trained_model() -> nn.Module:
    model = Model()
    model.load_state_dict(
        torch.load(Path(__file__).with_name("checkpoint.pt"), weights_only=True)
    )
    return model
