"""Checks shapes and settings on the way: comparisons of integers, never of what a tensor holds."""

from pathlib import Path

import torch
from torch import Tensor, nn

MAX_LENGTH = 64


class Positions(nn.Module):
    """Mixes up to `MAX_LENGTH` positions; shorter sequences use a corner of the matrix."""

    def __init__(self, width: int, use_bias: bool = True) -> None:
        super().__init__()
        self.matrix = nn.Parameter(torch.randn(MAX_LENGTH, MAX_LENGTH) * 0.02)
        self.bias = nn.Parameter(torch.zeros(MAX_LENGTH, width)) if use_bias else None

    def forward(self, x: Tensor) -> Tensor:
        assert x.ndim == 3, f"expected [batch, length, width], got {tuple(x.shape)}"
        length = x.shape[1]
        if length > MAX_LENGTH:
            raise ValueError(f"{length} positions, at most {MAX_LENGTH} are possible")
        mixed = self.matrix[:length, :length] @ x
        if self.bias is not None:
            mixed = mixed + self.bias[:length]
        return mixed


class Model(nn.Module):
    def __init__(self, vocabulary: int = 65, width: int = 64, depth: int = 4) -> None:
        super().__init__()
        assert depth % 2 == 0
        self.embedding = nn.Embedding(vocabulary, width)
        self.positions = nn.ModuleList(Positions(width, i > 0) for i in range(depth))
        self.mlps = nn.ModuleList(nn.Linear(width, width) for _ in range(depth))
        self.logits = nn.Linear(width, vocabulary)

    def forward(self, tokens: Tensor) -> Tensor:
        batch, length = tokens.shape
        x = self.embedding(tokens)
        halfway = len(self.mlps) // 2
        for depth, (positions, mlp) in enumerate(
            zip(self.positions, self.mlps, strict=True)
        ):
            x = x + torch.relu(mlp(positions(x)))
            if depth + 1 == halfway:
                kept = x
        x = x + kept
        assert x.shape == (batch, length, self.embedding.embedding_dim)
        return self.logits(x)


def get_trained_model() -> nn.Module:
    model = Model()
    model.load_state_dict(
        torch.load(Path(__file__).with_name("checkpoint.pt"), weights_only=True)
    )
    return model
