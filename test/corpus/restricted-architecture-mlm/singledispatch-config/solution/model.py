from pathlib import Path
import torch
import torch.nn.functional as F
from torch import nn

from functools import singledispatch


@singledispatch
def layer(spec, d):
    raise TypeError(spec)


@layer.register(int)
def _(spec, d):
    return nn.Linear(d, spec)


@layer.register(str)
def _(spec, d):
    return {"relu": nn.ReLU, "same": nn.Identity}[spec]()


@layer.register(list)
def _(spec, d):
    return nn.Sequential(*(layer(s, d) for s in spec))


class Model(nn.Module):
    def __init__(self, vocab=65, d=32):
        super().__init__()
        self.e = nn.Embedding(vocab, d)
        self.body = layer([d, "relu", d, "same", ["relu", vocab]], d)

    def forward(self, tokens):
        return self.body(self.e(tokens))


def get_trained_model():
    m = Model()
    m.load_state_dict(torch.load(Path(__file__).with_name("checkpoint.pt")))
    return m
