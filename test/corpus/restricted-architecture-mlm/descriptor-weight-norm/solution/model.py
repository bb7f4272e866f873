from pathlib import Path
import torch
from torch import nn


class UnitRows:
    def __set_name__(self, owner, name):
        self.raw = "raw_" + name

    def __get__(self, obj, owner=None):
        if obj is None:
            return self
        w = getattr(obj, self.raw)
        return w.div(w.norm(dim=-1, keepdim=True))


class Head(nn.Module):
    weight = UnitRows()

    def __init__(self, d, vocab):
        super().__init__()
        self.raw_weight = nn.Parameter(torch.randn(vocab, d))

    def forward(self, x):
        return x @ self.weight.T


class Model(nn.Module):
    def __init__(self, vocab=65, d=32):
        super().__init__()
        self.e = nn.Embedding(vocab, d)
        self.h = nn.Linear(d, d)
        self.o = Head(d, vocab)

    def forward(self, tokens):
        return self.o(self.h(self.e(tokens)).relu())


def get_trained_model():
    m = Model()
    m.load_state_dict(torch.load(Path(__file__).with_name("checkpoint.pt")))
    return m
