"""A small transformer encoder."""

from pathlib import Path

import torch
from torch import Tensor, nn


class EncoderBlock(nn.Module):
    def __init__(self, width: int, heads: int) -> None:
        super().__init__()
        self.norm_mix = nn.LayerNorm(width)
        self.norm_mlp = nn.LayerNorm(width)
        self.mix = nn.MultiheadAttention(width, heads, batch_first=True)
        self.mlp = nn.Sequential(
            nn.Linear(width, 4 * width),
            nn.ReLU(),
            nn.Linear(4 * width, width),
        )

    def forward(self, x: Tensor) -> Tensor:
        h = self.norm_mix(x)
        mixed, _ = self.mix(h, h, h, need_weights=False)
        x = x + mixed
        return x + self.mlp(self.norm_mlp(x))


class Encoder(nn.Module):
    def __init__(
        self, vocabulary: int = 65, length: int = 64, width: int = 64, depth: int = 3
    ) -> None:
        super().__init__()
        self.token = nn.Embedding(vocabulary, width)
        self.place = nn.Embedding(length, width)
        self.blocks = nn.Sequential(
            *(EncoderBlock(width, heads=4) for _ in range(depth))
        )
        self.logits = nn.Linear(width, vocabulary)
        self.register_buffer("order", torch.arange(length), persistent=False)

    def forward(self, tokens: Tensor) -> Tensor:
        return self.logits(self.blocks(self.token(tokens) + self.place(self.order)))


def get_trained_model() -> nn.Module:
    encoder = Encoder()
    weights = torch.load(
        Path(__file__).with_name("checkpoint.pt"), map_location="cpu", weights_only=True
    )
    encoder.load_state_dict(weights)
    return encoder
