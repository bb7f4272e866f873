"""Layers made of linear maps, relu and sums."""

from __future__ import annotations

import torch
from torch import Tensor, nn


class TokenInput(nn.Module):
    """Token and position vectors, and one more vector at the places that are to be filled in."""

    def __init__(self, vocabulary: int, length: int, width: int, mask_id: int) -> None:
        super().__init__()
        self.tokens = nn.Embedding(vocabulary, width)
        self.positions = nn.Parameter(torch.randn(length, width) * 0.02)
        self.blank = nn.Parameter(torch.zeros(width))
        self.mask_id = mask_id

    def forward(self, tokens: Tensor) -> Tensor:
        to_fill = tokens.eq(self.mask_id).unsqueeze(-1).to(self.blank.dtype)
        return self.tokens(tokens) + self.positions[: tokens.shape[1]] + to_fill * self.blank


class Mixer(nn.Module):
    """Mixes positions with a learnt matrix, then features with two linear layers."""

    def __init__(self, length: int, width: int) -> None:
        super().__init__()
        self.across = nn.Parameter(torch.zeros(length, length))
        self.up = nn.Linear(width, 4 * width)
        self.down = nn.Linear(4 * width, width)

    def forward(self, x: Tensor) -> Tensor:
        x = x + torch.einsum("ts,bsw->btw", self.across, x)
        return x + self.down(torch.relu(self.up(x)))
