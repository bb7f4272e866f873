"""Position-mixing network with a home-made normalisation between the blocks."""

from pathlib import Path

import torch
from torch import Tensor, nn

LENGTH = 64


class RowNorm(nn.Module):
    """Keeps activations at unit scale so that deep stacks train."""

    def __init__(self, width: int, eps: float = 1e-5) -> None:
        super().__init__()
        self.width = width
        self.eps = eps
        self.gain = nn.Parameter(torch.ones(width))

    def forward(self, x: Tensor) -> Tensor:
        centre = x.sum(-1, keepdim=True) * (1.0 / self.width)
        centred = x - centre
        variance = (centred * centred).sum(-1, keepdim=True) * (1.0 / self.width)
        return self.gain * (centred / (variance + self.eps) ** 0.5)


class Block(nn.Module):
    def __init__(self, width: int) -> None:
        super().__init__()
        self.norm = RowNorm(width)
        self.mix = nn.Linear(LENGTH, LENGTH)
        self.up = nn.Linear(width, 4 * width)
        self.down = nn.Linear(4 * width, width)

    def forward(self, x: Tensor) -> Tensor:
        x = x + self.mix(self.norm(x).transpose(1, 2)).transpose(1, 2)
        return x + self.down(torch.relu(self.up(self.norm(x))))


class Model(nn.Module):
    def __init__(self, vocabulary: int = 65, width: int = 64, depth: int = 4) -> None:
        super().__init__()
        self.embed = nn.Embedding(vocabulary, width)
        self.blocks = nn.ModuleList(Block(width) for _ in range(depth))
        self.out = nn.Linear(width, vocabulary)

    def forward(self, tokens: Tensor) -> Tensor:
        x = self.embed(tokens)
        for block in self.blocks:
            x = block(x)
        return self.out(x)


def get_trained_model() -> nn.Module:
    model = Model()
    path = Path(__file__).with_name("checkpoint.pt")
    model.load_state_dict(torch.load(path, map_location="cpu", weights_only=True))
    return model
