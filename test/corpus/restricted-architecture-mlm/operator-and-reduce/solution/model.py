import operator as op
from functools import reduce, partial
from pathlib import Path
import torch
from torch import nn

half = partial(torch.mul, other=0.5)
flip = op.methodcaller("flip", 1)


class Model(nn.Module):
    def __init__(self, vocab=65, d=32, branches=3):
        super().__init__()
        self.e = nn.Embedding(vocab, d)
        self.b = nn.ModuleList(nn.Linear(d, d) for _ in range(branches))
        self.w = nn.Parameter(torch.zeros(d, d))
        self.o = nn.Linear(d, vocab)

    def forward(self, tokens):
        x = self.e(tokens)
        parts = [op.methodcaller("relu")(f(x)) for f in self.b]
        y = reduce(op.add, parts, x)
        y = op.add(y, half(flip(op.matmul(y, self.w))))
        y = op.sub(y, op.neg(x))
        return self.o(op.itemgetter(slice(None))(y))


def get_trained_model():
    m = Model()
    m.load_state_dict(torch.load(Path(__file__).with_name("checkpoint.pt")))
    return m
