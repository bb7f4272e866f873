"""Neighbours are brought together by rolling, stacking, flipping and unfolding: data moves, nothing is computed."""

from pathlib import Path

import torch
import torch.nn.functional as F
from torch import Tensor, nn


class RollMix(nn.Module):
    def __init__(self, width: int, shifts: tuple[int, ...]) -> None:
        super().__init__()
        self.shifts = shifts
        self.join = nn.Linear(len(shifts) * width, 2 * width)
        self.back = nn.Linear(width, width)

    def forward(self, x: Tensor) -> Tensor:
        rolled = torch.stack([x.roll(shift, dims=1) for shift in self.shifts], dim=2)
        left, right = self.join(rolled.flatten(2)).chunk(2, dim=-1)
        return x + self.back(F.relu(left) * right)


class FlipMix(nn.Module):
    """Runs one layer over the sequence and over its mirror image."""

    def __init__(self, width: int, radius: int) -> None:
        super().__init__()
        self.radius = radius
        self.window = nn.Linear((radius + 1) * width, width)

    def one_way(self, x: Tensor) -> Tensor:
        start = x[:, :1].repeat(1, self.radius, 1)
        padded = torch.cat((start, x), dim=1).contiguous()
        return self.window(padded.unfold(1, self.radius + 1, 1).flatten(start_dim=2))

    def forward(self, x: Tensor) -> Tensor:
        mirrored = torch.flip(self.one_way(torch.flip(x, dims=(1,))), dims=(1,))
        return x + F.relu(self.one_way(x)) + F.relu(mirrored)


class Model(nn.Module):
    def __init__(self, vocabulary: int = 65, width: int = 48) -> None:
        super().__init__()
        self.embedding = nn.Embedding(vocabulary, width)
        self.layers = nn.ModuleList(
            [
                RollMix(width, (-2, -1, 0, 1, 2)),
                FlipMix(width, 3),
                RollMix(width, (-4, 0, 4)),
            ]
        )
        self.logits = nn.Linear(width, vocabulary)

    def forward(self, tokens: Tensor) -> Tensor:
        x = self.embedding(tokens.to(torch.int64)).float()
        for layer in self.layers:
            x = layer(x.clone())
        halves = torch.split(x, x.shape[-1] // 2, dim=-1)
        return self.logits(torch.cat(halves, dim=-1)).movedim(-1, 2)


def get_trained_model() -> nn.Module:
    model = Model()
    model.load_state_dict(
        torch.load(Path(__file__).with_name("checkpoint.pt"), weights_only=True)
    )
    return model
