from pathlib import Path

import torch
from iteration import softmax
from torch import Tensor, nn


class Attention(nn.Module):
    def __init__(self, width: int, heads: int, length: int) -> None:
        super().__init__()
        self.heads, self.largest = heads, 4.0 * length
        self.scale = (width // heads) ** -0.5
        self.q, self.k, self.v, self.o = (nn.Linear(width, width) for _ in range(4))

    def split(self, x: Tensor) -> Tensor:
        return x.view(x.shape[0], x.shape[1], self.heads, -1).transpose(1, 2)

    def forward(self, x: Tensor) -> Tensor:
        q, k, v = self.split(self.q(x)), self.split(self.k(x)), self.split(self.v(x))
        weights = softmax(q @ k.transpose(-1, -2) * self.scale, self.largest)
        return self.o((weights @ v).transpose(1, 2).flatten(2))


class Model(nn.Module):
    def __init__(self, vocabulary: int = 65, length: int = 64, width: int = 64, depth: int = 3) -> None:
        super().__init__()
        self.tokens = nn.Embedding(vocabulary, width)
        self.places = nn.Parameter(torch.randn(length, width) * 0.02)
        self.attention = nn.ModuleList(Attention(width, 4, length) for _ in range(depth))
        self.mlp = nn.ModuleList(nn.Sequential(nn.Linear(width, 3 * width), nn.ReLU(), nn.Linear(3 * width, width)) for _ in range(depth))
        self.head = nn.Linear(width, vocabulary)

    def forward(self, tokens: Tensor) -> Tensor:
        x = self.tokens(tokens) + self.places[: tokens.shape[1]]
        for attention, mlp in zip(self.attention, self.mlp):
            x = x + attention(x)
            x = x + mlp(x)
        return self.head(x)


def get_trained_model() -> nn.Module:
    model = Model()
    model.load_state_dict(torch.load(Path(__file__).with_name("weights.pt"), map_location="cpu", weights_only=True))
    return model
