from pathlib import Path
import torch
import torch.nn.functional as F
from torch import nn

from functools import cached_property


class Normed(nn.Module):
    def __init__(self, i, o):
        super().__init__()
        self.v = nn.Parameter(torch.randn(o, i))

    @cached_property
    def weight(self):
        length = torch.sqrt((self.v * self.v).sum(-1, keepdim=True))
        return self.v / length

    def forward(self, x):
        return x @ self.weight.t()


class Model(nn.Module):
    def __init__(self, vocab=65, d=32):
        super().__init__()
        self.e = nn.Embedding(vocab, d)
        self.h = Normed(d, d)
        self.o = nn.Linear(d, vocab)

    def forward(self, tokens):
        return self.o(self.h(self.e(tokens)).relu())


def get_trained_model():
    m = Model()
    m.load_state_dict(torch.load(Path(__file__).with_name("checkpoint.pt")))
    return m
