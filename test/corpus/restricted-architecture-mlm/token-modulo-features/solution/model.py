from pathlib import Path
import torch
from torch import nn


class Factored(nn.Module):
    """Embeds a token as a sum of a high and a low part, saving parameters."""

    def __init__(self, vocab, d, base=8):
        super().__init__()
        self.base = base
        self.low = nn.Embedding(base, d)
        self.high = nn.Embedding(vocab // base + 1, d)

    def forward(self, tokens):
        low = tokens % self.base
        high = tokens // self.base
        return self.low(low) + self.high(high)


class Model(nn.Module):
    def __init__(self, vocab=65, d=32):
        super().__init__()
        self.emb = Factored(vocab, d)
        self.net = nn.Sequential(nn.Linear(d, 2 * d), nn.ReLU(), nn.Linear(2 * d, vocab))

    def forward(self, tokens):
        return self.net(self.emb(tokens))


def get_trained_model():
    model = Model()
    model.load_state_dict(torch.load(Path(__file__).with_name("checkpoint.pt")))
    return model
