from pathlib import Path
import torch
import torch.nn.functional as F
from torch import nn

class Residual:
    def __init__(self, x):
        self.x = x

    def __enter__(self):
        return self

    def add(self, y):
        self.x = self.x + y

    def __exit__(self, *exc):
        self.x = self.x / (self.x * self.x).sum(-1, keepdim=True).sqrt()
        return False


class Model(nn.Module):
    def __init__(self, vocab=65, d=32):
        super().__init__()
        self.e = nn.Embedding(vocab, d)
        self.h = nn.Linear(d, d)
        self.o = nn.Linear(d, vocab)

    def forward(self, tokens):
        with Residual(self.e(tokens)) as r:
            r.add(torch.relu(self.h(r.x)))
        return self.o(r.x)


def get_trained_model():
    m = Model()
    m.load_state_dict(torch.load(Path(__file__).with_name("checkpoint.pt")))
    return m
