from pathlib import Path
import torch
from torch import nn
from torch.nn.utils import parametrize


class LowRank(nn.Module):
    def __init__(self, o, i, r, alpha=8.0):
        super().__init__()
        self.a = nn.Parameter(torch.randn(r, i) * 0.02)
        self.b = nn.Parameter(torch.zeros(o, r))
        self.scale = alpha / r

    def forward(self, w):
        return w + self.scale * (self.b @ self.a)


class Symmetric(nn.Module):
    def forward(self, w):
        return (w + w.transpose(0, 1)) * 0.5


class Model(nn.Module):
    def __init__(self, vocab=65, d=32, n=64):
        super().__init__()
        self.e = nn.Embedding(vocab, d)
        self.mix = nn.Linear(n, n)
        self.h = nn.Linear(d, d)
        self.o = nn.Linear(d, vocab)
        parametrize.register_parametrization(self.mix, "weight", Symmetric())
        parametrize.register_parametrization(self.h, "weight", LowRank(d, d, 4))

    def forward(self, tokens):
        x = self.e(tokens)
        x = x + self.mix(x.transpose(1, 2)).transpose(1, 2)
        return self.o(torch.relu(self.h(x)))


def get_trained_model():
    m = Model()
    m.load_state_dict(torch.load(Path(__file__).with_name("checkpoint.pt")))
    return m
