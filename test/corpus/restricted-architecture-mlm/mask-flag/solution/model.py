from __future__ import annotations

from pathlib import Path

import torch
from layers import Mixer, TokenInput
from torch import Tensor, nn

HERE = Path(__file__).resolve().parent


class MixerModel(nn.Module):
    def __init__(self, vocabulary: int = 65, length: int = 64, width: int = 64, depth: int = 4) -> None:
        super().__init__()
        self.input = TokenInput(vocabulary, length, width, mask_id=vocabulary - 1)
        self.blocks = nn.Sequential(*(Mixer(length, width) for _ in range(depth)))
        self.logits = nn.Linear(width, vocabulary)

    def forward(self, tokens: Tensor) -> Tensor:
        return self.logits(self.blocks(self.input(tokens)))


def get_trained_model() -> nn.Module:
    model = MixerModel()
    model.load_state_dict(torch.load(HERE / "mixer.pt", map_location="cpu", weights_only=True))
    return model.eval()
