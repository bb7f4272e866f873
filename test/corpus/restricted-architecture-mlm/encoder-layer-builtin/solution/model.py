from pathlib import Path

import torch
from torch import nn

HERE = Path(__file__).parent


class TokenMixer(nn.Module):
    def __init__(self, vocab=65, width=32, depth=2, length=128):
        super().__init__()
        self.tokens = nn.Embedding(vocab, width)
        self.places = nn.Parameter(torch.zeros(length, width))
        layer = nn.TransformerEncoderLayer(width, 4, 4 * width, activation="relu", batch_first=True)
        self.body = nn.TransformerEncoder(layer, depth)
        self.out = nn.Linear(width, vocab)

    def forward(self, tokens):
        h = self.tokens(tokens) + self.places[: tokens.shape[1]]
        return self.out(self.body(h))


def get_trained_model() -> nn.Module:
    model = TokenMixer()
    model.load_state_dict(torch.load(HERE / "checkpoint.pt", weights_only=True))
    return model
