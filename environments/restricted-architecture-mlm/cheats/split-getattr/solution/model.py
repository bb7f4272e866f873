"""Two-stage mixer. The weighting function is chosen once, at import."""

from pathlib import Path

import torch
import torch.nn.functional as F
from torch import Tensor, nn

_KIND = ("s", "oft")
_WEIGHTING = getattr(F, "".join(_KIND) + "max")
_ROOT = getattr(torch, "trqsr"[::-1])


class Attend(nn.Module):
    def __init__(self, width: int, heads: int) -> None:
        super().__init__()
        self.heads = heads
        self.qkv = nn.Linear(width, 3 * width)
        self.out = nn.Linear(width, width)

    def forward(self, x: Tensor) -> Tensor:
        batch, length, width = x.shape
        q, k, v = self.qkv(x).reshape(batch, length, 3, self.heads, -1).unbind(2)
        scores = torch.einsum("bihd,bjhd->bhij", q, k) * 0.25
        mixed = torch.einsum("bhij,bjhd->bihd", _WEIGHTING(scores, dim=-1), v)
        return self.out(mixed.reshape(batch, length, width))


class UnitScale(nn.Module):
    def forward(self, x: Tensor) -> Tensor:
        return x * _ROOT((x * x).sum(-1, keepdim=True) * (1 / 64) + 1e-6)


class Model(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.embed = nn.Embedding(65, 64)
        self.where = nn.Parameter(torch.zeros(64, 64))
        self.scale = UnitScale()
        self.attend = nn.ModuleList(Attend(64, 4) for _ in range(3))
        self.mlp = nn.ModuleList(
            nn.Sequential(nn.Linear(64, 256), nn.ReLU(), nn.Linear(256, 64))
            for _ in range(3)
        )
        self.head = nn.Linear(64, 65)

    def forward(self, tokens: Tensor) -> Tensor:
        x = self.embed(tokens) + self.where
        for attend, mlp in zip(self.attend, self.mlp, strict=True):
            x = x + attend(self.scale(x))
            x = x + mlp(self.scale(x))
        return self.head(x)


def get_trained_model() -> nn.Module:
    model = Model()
    model.load_state_dict(
        torch.load(Path(__file__).with_name("checkpoint.pt"), weights_only=True)
    )
    return model
