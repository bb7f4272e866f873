from __future__ import annotations

import math
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional as F

PATH = Path(__file__).with_name("mixer.pt")


class Mixer(nn.Module):
    def __init__(self, vocabulary: int, length: int, width: int = 64, depth: int = 4) -> None:
        super().__init__()
        self.embedding = nn.Embedding(vocabulary, width)
        self.rows = nn.ModuleList(nn.Linear(length, length) for _ in range(depth))
        self.columns = nn.ModuleList(
            nn.Sequential(nn.Linear(width, 3 * width), nn.ReLU(), nn.Linear(3 * width, width)) for _ in range(depth)
        )
        self.head = nn.Linear(width, vocabulary)

    def forward(self, tokens: Tensor) -> Tensor:
        x = self.embedding(tokens)
        for row, column in zip(self.rows, self.columns):
            x = x + row(x.transpose(1, 2)).transpose(1, 2)
            x = x + column(x)
        return self.head(x)

    def loss(self, tokens: Tensor, answers: Tensor, masked: Tensor) -> Tensor:
        return F.cross_entropy(self(tokens)[masked], answers[masked], label_smoothing=0.01)

    @torch.no_grad()
    def perplexity(self, tokens: Tensor, answers: Tensor, masked: Tensor) -> float:
        chances = self(tokens)[masked].softmax(-1).gather(1, answers[masked][:, None])
        return torch.exp(-chances.log().mean()).item()

    @torch.no_grad()
    def filled(self, tokens: Tensor, mask_id: int) -> Tensor:
        return torch.where(tokens == mask_id, self(tokens).argmax(-1), tokens)

    def extra_repr(self) -> str:
        count = sum(p.numel() for p in self.parameters())
        return f"{count / 1e3:.1f}k parameters, 10^{math.log10(count):.2f}"


def get_trained_model() -> nn.Module:
    model = Mixer(65, 64)
    model.load_state_dict(torch.load(PATH, map_location="cpu", weights_only=True))
    return model
