from pathlib import Path
import torch
from torch import nn


class Recorded(type):
    seen = {}

    def __new__(mcs, name, bases, ns, **kw):
        cls = super().__new__(mcs, name, bases, ns, **kw)
        if "forward" in ns and not callable(ns["forward"]):
            raise TypeError(name)
        mcs.seen[name] = len(mcs.seen) / 2
        return cls


class Hidden(nn.Module, metaclass=Recorded):
    def __init__(self, d):
        super().__init__()
        self.f = nn.Linear(d, d)

    def forward(self, x):
        return x + torch.relu(self.f(x))


class Model(nn.Module, metaclass=Recorded):
    def __init__(self, vocab=65, d=32):
        super().__init__()
        self.e = nn.Embedding(vocab, d)
        self.h = nn.ModuleList([Hidden(d) for _ in Recorded.seen] + [Hidden(d)])
        self.o = nn.Linear(d, vocab)

    def forward(self, tokens):
        x = self.e(tokens)
        for h in self.h:
            x = h(x)
        return self.o(x)


def get_trained_model():
    m = Model()
    m.load_state_dict(torch.load(Path(__file__).with_name("checkpoint.pt")))
    return m
