"""Proposes wrong but plausible tokens. Used while training, and nowhere else."""

import torch
from torch import nn
from torch.nn import functional as F


class Generator(nn.Module):
    def __init__(self, vocabulary, length, width=32):
        super().__init__()
        self.embedding = nn.Embedding(vocabulary, width)
        self.places = nn.Parameter(torch.zeros(length, width))
        layer = nn.TransformerEncoderLayer(width, 4, 2 * width, dropout=0.1, activation="gelu", batch_first=True)
        self.encoder = nn.TransformerEncoder(layer, 2)
        self.norm, self.head = nn.LayerNorm(width), nn.Linear(width, vocabulary)

    def forward(self, tokens):
        return self.head(self.norm(self.encoder(self.embedding(tokens) + self.places)))

    @torch.no_grad()
    def replaced(self, tokens, where, temperature=1.0):
        chances = F.softmax(self(tokens) / temperature, dim=-1)
        drawn = torch.multinomial(chances.flatten(0, 1), 1).view(tokens.shape)
        return torch.where(where, drawn, tokens)
