"""The usual encoder, for comparison while developing."""

import torch
from torch import nn


class EncoderBase(nn.Module):
    activation = staticmethod(torch.tanh)

    def __init__(self, vocabulary=65, length=64, width=64, depth=3):
        super().__init__()
        self.embedding = nn.Embedding(vocabulary, width)
        self.places = nn.Parameter(torch.zeros(length, width))
        self.q, self.k, self.v = (nn.ModuleList(nn.Linear(width, width) for _ in range(depth)) for _ in range(3))
        self.up = nn.ModuleList(nn.Linear(width, 2 * width) for _ in range(depth))
        self.down = nn.ModuleList(nn.Linear(2 * width, width) for _ in range(depth))
        self.head = nn.Linear(width, vocabulary)
        self.scale = width**-0.5

    def weights(self, scores):
        return torch.softmax(scores, dim=-1)

    def forward(self, tokens):
        x = self.embedding(tokens) + self.places[: tokens.shape[1]]
        for q, k, v, up, down in zip(self.q, self.k, self.v, self.up, self.down):
            scores = q(x) @ k(x).transpose(1, 2) * self.scale
            x = x + self.weights(scores) @ v(x)
            x = x + down(self.activation(up(x)))
        return self.head(x)
