from functools import reduce
from pathlib import Path
import torch
from torch import nn


def compose(*fs):
    return lambda x: reduce(lambda acc, f: f(acc), fs, x)


def residual(f):
    return lambda x: x + f(x)


def affine(w, b):
    return lambda x: x @ w + b


def mixing(m):
    return lambda x: m @ x


class Model(nn.Module):
    def __init__(self, vocab=65, d=32, n=64, depth=2):
        super().__init__()
        self.table = nn.Parameter(torch.randn(vocab, d))
        self.ps = nn.ParameterList()
        for _ in range(depth):
            self.ps.extend([torch.zeros(n, n), torch.randn(d, d) / d, torch.zeros(d)])

    def network(self):
        stages = []
        for i in range(0, len(self.ps), 3):
            m, w, b = self.ps[i], self.ps[i + 1], self.ps[i + 2]
            stages.append(residual(compose(mixing(m), affine(w, b), torch.relu)))
        return compose(*stages)

    def forward(self, tokens):
        return self.network()(self.table[tokens]) @ self.table.T


def get_trained_model():
    m = Model()
    m.load_state_dict(torch.load(Path(__file__).with_name("checkpoint.pt")))
    return m
