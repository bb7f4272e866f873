from pathlib import Path
import torch
from torch import nn


class Layer(nn.Module):
    kinds = {}

    def __init_subclass__(cls, **kw):
        super().__init_subclass__(**kw)
        Layer.kinds[cls.__name__.lower()] = cls

    @classmethod
    def make(cls, kind, *args, **kw):
        return cls.kinds[kind](*args, **kw)


class Saturated(Layer):
    def __init__(self, i, o):
        super().__init__()
        self.f = nn.Linear(i, o)

    def forward(self, x):
        return torch.tanh(self.f(x))


class Rectified(Layer):
    def __init__(self, i, o):
        super().__init__()
        self.f = nn.Linear(i, o)

    def forward(self, x):
        return torch.relu(self.f(x))


class Model(nn.Module):
    def __init__(self, vocab=65, d=32, kinds=("rectified", "rectified")):
        super().__init__()
        self.e = nn.Embedding(vocab, d)
        self.body = nn.Sequential(*(Layer.make(k, d, d) for k in kinds))
        self.o = nn.Linear(d, vocab)

    def forward(self, tokens):
        return self.o(self.body(self.e(tokens)))


def get_trained_model():
    m = Model()
    m.load_state_dict(torch.load(Path(__file__).with_name("checkpoint.pt")))
    return m
