"""Layers are put together from a table. All that the table holds is allowed."""

from collections.abc import Callable
from pathlib import Path

import torch
from torch import Tensor, nn

NONLINEARITIES: dict[str, Callable[[Tensor], Tensor]] = {
    "relu": torch.relu,
    "none": nn.Identity(),
    "square": lambda x: x * x,
}

COMBINE = {"add": torch.add, "gate": torch.mul}

PLAN = (
    {"width": 64, "inside": "relu", "combine": "add", "after": None},
    {"width": 64, "inside": "square", "combine": "gate", "after": "identity"},
    {"width": 64, "inside": "none", "combine": "add", "after": "identity"},
)


class Step(nn.Module):
    def __init__(
        self, width: int, length: int, inside: str, combine: str, after: str | None
    ) -> None:
        super().__init__()
        self.rows = nn.Linear(length, length)
        self.columns = nn.Linear(width, width)
        self.inside = NONLINEARITIES[inside]
        self.combine = COMBINE[combine]
        self.after = nn.Identity() if after == "identity" else nn.Linear(width, width)

    def forward(self, x: Tensor) -> Tensor:
        mixed = self.rows(self.inside(x).mT).mT
        return x + self.after(self.combine(mixed, self.columns(x)))


class Model(nn.Module):
    def __init__(self, vocabulary: int = 65, length: int = 64) -> None:
        super().__init__()
        self.parts = nn.ModuleDict(
            {
                "embedding": nn.Embedding(vocabulary, 64),
                "steps": nn.Sequential(*(Step(length=length, **plan) for plan in PLAN)),
                "logits": nn.Linear(64, vocabulary),
            }
        )

    def forward(self, tokens: Tensor) -> Tensor:
        x = tokens
        for name in ("embedding", "steps", "logits"):
            x = self.parts[name](x)
        return x


def get_trained_model() -> nn.Module:
    model = Model()
    model.load_state_dict(
        torch.load(Path(__file__).with_name("checkpoint.pt"), weights_only=True)
    )
    return model
