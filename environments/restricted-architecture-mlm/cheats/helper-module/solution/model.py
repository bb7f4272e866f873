"""Masked model. Layers are in `blocks.py`."""

from pathlib import Path

import torch
from blocks import MixBlock
from torch import Tensor, nn


class Model(nn.Module):
    def __init__(
        self, vocabulary: int = 65, length: int = 64, width: int = 64, depth: int = 4
    ) -> None:
        super().__init__()
        self.embedding = nn.Embedding(vocabulary, width)
        self.blocks = nn.ModuleList(MixBlock(width, length) for _ in range(depth))
        self.logits = nn.Linear(width, vocabulary)

    def forward(self, tokens: Tensor) -> Tensor:
        x = self.embedding(tokens)
        for block in self.blocks:
            x = block(x)
        return self.logits(x)


def get_trained_model() -> nn.Module:
    model = Model()
    model.load_state_dict(
        torch.load(Path(__file__).with_name("checkpoint.pt"), weights_only=True)
    )
    return model
