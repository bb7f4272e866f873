from pathlib import Path
import torch
import torch.nn.functional as F
from torch import nn

class Smooth:
    def __init__(self, xs):
        self.xs, self.at, self.total = xs, 0, 1.0

    def __iter__(self):
        return self

    def __next__(self):
        if self.at == len(self.xs):
            raise StopIteration
        x = self.xs[self.at]
        self.at += 1
        self.total = self.total + x.relu()
        return x / self.total


class Model(nn.Module):
    def __init__(self, vocab=65, d=32):
        super().__init__()
        self.e = nn.Embedding(vocab, d)
        self.h = nn.Linear(d, d)
        self.o = nn.Linear(d, vocab)

    def forward(self, tokens):
        x = self.h(self.e(tokens))
        return self.o(torch.stack([y for y in Smooth(x.unbind(1))], 1))


def get_trained_model():
    m = Model()
    m.load_state_dict(torch.load(Path(__file__).with_name("checkpoint.pt")))
    return m
