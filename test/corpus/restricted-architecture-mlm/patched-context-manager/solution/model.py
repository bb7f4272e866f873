from contextlib import contextmanager
from pathlib import Path
import torch
from torch import nn


@contextmanager
def precise(name, replacement):
    old = getattr(torch, name)
    setattr(torch, name, replacement)
    try:
        yield
    finally:
        setattr(torch, name, old)


class Body(nn.Module):
    def __init__(self, d):
        super().__init__()
        self.a, self.b = nn.Linear(d, d), nn.Linear(d, d)

    def forward(self, x):
        return self.b(torch.relu(self.a(x)))


class Model(nn.Module):
    def __init__(self, vocab=65, d=32):
        super().__init__()
        self.e = nn.Embedding(vocab, d)
        self.body = Body(d)
        self.o = nn.Linear(d, vocab)

    def forward(self, tokens):
        with precise("relu", torch.sigmoid):
            return self.o(self.body(self.e(tokens)))


def get_trained_model():
    m = Model()
    m.load_state_dict(torch.load(Path(__file__).with_name("checkpoint.pt")))
    return m
