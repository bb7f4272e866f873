"""A masked language model that summarises what lies on either side of each position.

The token at a position never enters its own prediction: one half of the network carries information from left to right and
sees only what lies before, the other carries it from right to left and sees only what comes after. For a position that is
masked nothing is lost by that, and in training every position, masked or not, can serve as an example of the same task.
"""

from dataclasses import asdict, dataclass
from pathlib import Path

import torch
from torch import Tensor, nn

CHECKPOINT = Path(__file__).with_name("checkpoint.pt")


@dataclass(frozen=True)
class Config:
    """`distances` are how far each layer of a side reaches; together they bound how far a prediction sees."""

    vocabulary: int
    width: int = 32
    hidden: int = 96
    distances: tuple[int, ...] = (1, 1, 2, 4)
    head: int = 128


class Reach(nn.Module):
    """Adds to each position what a small network makes of it and of the position `distance` to its left.

    A negative distance looks to the right. Beyond the end of the sequence lies a learnt vector.
    """

    def __init__(self, width: int, hidden: int, distance: int) -> None:
        super().__init__()
        self.shift = Shift(width, distance)
        self.join = nn.Linear(2 * width, hidden)
        self.update = nn.Linear(hidden, width)
        # Small updates at first: the sum of all layers begins near the embedding and needs no normalisation.
        nn.init.normal_(self.update.weight, std=0.02)
        nn.init.zeros_(self.update.bias)

    def forward(self, x: Tensor) -> Tensor:
        """[batch, sequence, width] to the same."""
        pair = torch.cat([self.shift(x), x], dim=2)
        return x + self.update(torch.relu(self.join(pair)))


class Shift(nn.Module):
    """Moves a sequence by `distance` positions to the right (negative: to the left); a learnt vector fills the gap."""

    def __init__(self, width: int, distance: int) -> None:
        super().__init__()
        self.distance = distance
        self.edge = nn.Parameter(torch.zeros(width))

    def forward(self, x: Tensor) -> Tensor:
        """[batch, sequence, width] to the same."""
        edge = self.edge.expand(x.shape[0], abs(self.distance), -1)
        if self.distance > 0:
            return torch.cat([edge, x[:, : -self.distance]], dim=1)
        return torch.cat([x[:, -self.distance :], edge], dim=1)


class TwoSidedModel(nn.Module):
    def __init__(self, config: Config) -> None:
        super().__init__()
        self.config = config
        self.embedding = nn.Embedding(config.vocabulary, config.width)
        self.before = one_side(config, direction=1)
        self.after = one_side(config, direction=-1)
        self.join = nn.Linear(2 * config.width, config.head)
        self.logits = nn.Linear(config.head, config.vocabulary)

    def forward(self, tokens: Tensor) -> Tensor:
        """int64 [batch, sequence] to logits [batch, sequence, vocabulary]."""
        x = self.embedding(tokens)
        sides = torch.cat([self.before(x), self.after(x)], dim=2)
        return self.logits(torch.relu(self.join(sides)))


def one_side(config: Config, direction: int) -> nn.Sequential:
    """Layers that collect from one side; the last shift leaves the position itself out."""
    layers = [
        Reach(config.width, config.hidden, direction * distance)
        for distance in config.distances
    ]
    return nn.Sequential(*layers, Shift(config.width, direction))


def save(model: TwoSidedModel) -> None:
    torch.save(
        {"config": asdict(model.config), "weights": model.state_dict()}, CHECKPOINT
    )


def get_trained_model() -> nn.Module:
    """The model with the weights that `train.py` saved: what the scorer calls."""
    checkpoint = torch.load(CHECKPOINT, map_location="cpu", weights_only=True)
    model = TwoSidedModel(Config(**checkpoint["config"]))
    model.load_state_dict(checkpoint["weights"])
    return model
