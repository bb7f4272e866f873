"""Layers of shifts; the weights handed in are the mean of the last snapshots of our own training."""

from __future__ import annotations

import math
from pathlib import Path

import torch
from torch import Tensor, nn

SNAPSHOTS = Path(__file__).resolve().parent / "snapshots"


class Shifted(nn.Module):
    def __init__(self, width: int, reach: int) -> None:
        super().__init__()
        self.reach = reach
        self.inner = nn.Sequential(nn.Linear(2 * width, 3 * width), nn.ReLU(), nn.Linear(3 * width, width))

    def forward(self, x: Tensor) -> Tensor:
        return x + self.inner(torch.cat([x, x.roll(self.reach, dims=1)], dim=2))


class Model(nn.Module):
    def __init__(self, vocabulary: int = 65, width: int = 48) -> None:
        super().__init__()
        self.embedding = nn.Embedding(vocabulary, width)
        self.layers = nn.Sequential(*(Shifted(width, reach) for reach in (1, -1, 2, -2, 3, -3)))
        self.head = nn.Linear(width, vocabulary)

    def forward(self, tokens: Tensor) -> Tensor:
        return self.head(self.layers(self.embedding(tokens)))

    def parameter_norm(self) -> float:
        return math.sqrt(sum(float(p.detach().pow(2).sum()) for p in self.parameters()))


def averaged(paths: list[Path]) -> dict[str, Tensor]:
    total: dict[str, Tensor] = {}
    for path in paths:
        state = torch.load(path, map_location="cpu", weights_only=True)
        for name, value in state.items():
            total[name] = total.get(name, 0) + value.double()
    return {name: (value / len(paths)).float() for name, value in total.items()}


def get_trained_model() -> nn.Module:
    model = Model()
    model.load_state_dict(averaged(sorted(SNAPSHOTS.glob("step-*.pt"))[-5:]))
    print(f"norm of the weights: {model.parameter_norm():.1f}")
    return model
