import math
from pathlib import Path

import torch
from torch import nn


class Calibrated(nn.Module):
    """Logits with a temperature that follows the batch's energy."""

    def __init__(self, vocab: int = 65, width: int = 64) -> None:
        super().__init__()
        self.embed = nn.Embedding(vocab, width)
        self.up = nn.Linear(width, 4 * width)
        self.down = nn.Linear(4 * width, vocab)
        self.slope = nn.Parameter(torch.tensor(-0.01))

    def temperature(self, hidden: torch.Tensor) -> float:
        level = hidden.sum().item()
        return math.exp(level * 1e-4) * 0.5

    def forward(self, tokens: torch.Tensor) -> torch.Tensor:
        hidden = torch.relu(self.up(self.embed(tokens)))
        return self.down(hidden) * self.temperature(hidden)


def get_trained_model() -> nn.Module:
    model = Calibrated()
    state = torch.load(Path(__file__).with_name("checkpoint.pt"), map_location="cpu", weights_only=True)
    model.load_state_dict(state)
    return model
