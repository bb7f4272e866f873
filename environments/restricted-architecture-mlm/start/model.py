"""A masked language model that looks at one position at a time. It is yours to replace."""

from dataclasses import asdict, dataclass
from pathlib import Path

import torch
from torch import Tensor, nn

CHECKPOINT = Path(__file__).with_name("checkpoint.pt")


@dataclass(frozen=True)
class Config:
    vocabulary: int
    width: int = 32
    hidden: int = 64


class PerPositionModel(nn.Module):
    """Embeds each token and sends it through two linear layers; no position sees another."""

    def __init__(self, config: Config) -> None:
        super().__init__()
        self.config = config
        self.embedding = nn.Embedding(config.vocabulary, config.width)
        self.hidden = nn.Linear(config.width, config.hidden)
        self.logits = nn.Linear(config.hidden, config.vocabulary)

    def forward(self, tokens: Tensor) -> Tensor:
        """int64 [batch, sequence] to logits [batch, sequence, vocabulary]."""
        return self.logits(torch.relu(self.hidden(self.embedding(tokens))))


def save(model: PerPositionModel) -> None:
    torch.save(
        {"config": asdict(model.config), "weights": model.state_dict()}, CHECKPOINT
    )


def get_trained_model() -> nn.Module:
    """The model with the weights that `train.py` saved: what the scorer calls."""
    checkpoint = torch.load(CHECKPOINT, map_location="cpu", weights_only=True)
    model = PerPositionModel(Config(**checkpoint["config"]))
    model.load_state_dict(checkpoint["weights"])
    return model
