"""A transformer encoder that is only ever a source of training targets."""

import torch
from torch import Tensor, nn


class Teacher(nn.Module):
    def __init__(
        self, vocabulary: int = 65, length: int = 64, width: int = 128
    ) -> None:
        super().__init__()
        self.embedding = nn.Embedding(vocabulary, width)
        self.place = nn.Parameter(torch.zeros(length, width))
        layer = nn.TransformerEncoderLayer(
            width, 4, 4 * width, dropout=0.1, batch_first=True
        )
        self.encoder = nn.TransformerEncoder(layer, 4)
        self.norm = nn.LayerNorm(width)
        self.logits = nn.Linear(width, vocabulary)

    def forward(self, tokens: Tensor) -> Tensor:
        return self.logits(self.norm(self.encoder(self.embedding(tokens) + self.place)))
