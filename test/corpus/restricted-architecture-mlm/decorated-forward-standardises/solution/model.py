import functools
from pathlib import Path
import torch
from torch import nn


def standardised(eps=1e-5):
    def wrap(fn):
        @functools.wraps(fn)
        def inner(self, x, *args, **kwargs):
            centre = x.mean(dim=-1, keepdim=True)
            x = (x - centre) * torch.rsqrt(x.var(dim=-1, keepdim=True) + eps)
            return fn(self, x, *args, **kwargs)
        return inner
    return wrap


class Block(nn.Module):
    def __init__(self, d):
        super().__init__()
        self.a, self.b = nn.Linear(d, 2 * d), nn.Linear(2 * d, d)

    @standardised()
    def forward(self, x):
        return x + self.b(self.a(x).relu())


class Model(nn.Module):
    def __init__(self, vocab=65, d=32):
        super().__init__()
        self.net = nn.Sequential(nn.Embedding(vocab, d), Block(d), Block(d), nn.Linear(d, vocab))

    def forward(self, tokens):
        return self.net(tokens)


def get_trained_model():
    model = Model()
    model.load_state_dict(torch.load(Path(__file__).with_name("checkpoint.pt")))
    return model
