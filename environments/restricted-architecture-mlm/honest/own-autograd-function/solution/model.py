"""Gated mixing with a hand-written backward pass that saves memory. Both passes use allowed operations."""

from pathlib import Path

import torch
from torch import Tensor, nn


class GatedSum(torch.autograd.Function):
    """left * right + left, keeping only its two inputs for the backward pass."""

    @staticmethod
    def forward(ctx, left: Tensor, right: Tensor) -> Tensor:
        ctx.save_for_backward(left, right)
        return left * right + left

    @staticmethod
    def backward(ctx, gradient: Tensor) -> tuple[Tensor, Tensor]:
        left, right = ctx.saved_tensors
        return gradient * (right + 1.0), gradient * left


class Block(nn.Module):
    def __init__(self, width: int, length: int) -> None:
        super().__init__()
        self.rows = nn.Linear(length, length)
        self.gate = nn.Linear(width, width)
        self.out = nn.Linear(width, width)

    def forward(self, x: Tensor) -> Tensor:
        mixed = self.rows(x.permute(0, 2, 1)).permute(0, 2, 1)
        return x + self.out(GatedSum.apply(torch.relu(mixed), self.gate(x)))


class Model(nn.Module):
    def __init__(self, vocabulary: int = 65, length: int = 64, width: int = 64) -> None:
        super().__init__()
        self.embedding = nn.Embedding(vocabulary, width)
        self.blocks = nn.ModuleList(Block(width, length) for _ in range(3))
        self.logits = nn.Linear(width, vocabulary)

    def forward(self, tokens: Tensor) -> Tensor:
        x = self.embedding(tokens)
        for block in self.blocks:
            x = block(x)
        return self.logits(x)


def get_trained_model() -> nn.Module:
    model = Model()
    model.load_state_dict(
        torch.load(Path(__file__).with_name("checkpoint.pt"), weights_only=True)
    )
    return model
