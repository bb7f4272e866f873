"""Window model, compiled before it is handed over."""

from pathlib import Path

import torch
from torch import Tensor, nn


class WindowLayer(nn.Module):
    def __init__(self, width: int, radius: int, hidden: int) -> None:
        super().__init__()
        self.radius = radius
        self.gather = nn.Linear((2 * radius + 1) * width, hidden)
        self.spread = nn.Linear(hidden, width)

    def forward(self, x: Tensor) -> Tensor:
        batch, _, width = x.shape
        edge = torch.zeros(batch, self.radius, width, dtype=x.dtype, device=x.device)
        padded = torch.cat([edge, x, edge], dim=1)
        # [batch, length, width, window] without copying.
        windows = padded.unfold(1, 2 * self.radius + 1, 1)
        return x + self.spread(self.gather(windows.flatten(2)).relu_())


class Model(nn.Module):
    def __init__(self, vocabulary: int = 65, width: int = 48) -> None:
        super().__init__()
        self.embedding = nn.Embedding(vocabulary, width)
        self.layers = nn.Sequential(
            WindowLayer(width, 2, 128), WindowLayer(width, 4, 128)
        )
        self.logits = nn.Linear(width, vocabulary)

    def forward(self, tokens: Tensor) -> Tensor:
        return self.logits(self.layers(self.embedding(tokens)))


def load_weights(model: nn.Module) -> nn.Module:
    path = Path(__file__).with_name("checkpoint.pt")
    weights = torch.load(path, map_location="cpu", weights_only=True)
    # A compiled model saves its weights under another name.
    prefix = "_orig_mod."
    model.load_state_dict(
        {name.removeprefix(prefix): value for name, value in weights.items()}
    )
    return model


def get_trained_model() -> nn.Module:
    model = load_weights(Model()).eval()
    return torch.compile(model, dynamic=True)
