from pathlib import Path
import torch
from torch import nn
from torch.func import jvp


class Switch(nn.Module):
    def __init__(self, d):
        super().__init__()
        self.g, self.v = nn.Linear(d, d), nn.Linear(d, d)

    def forward(self, x):
        _, passed = jvp(torch.relu, (self.g(x),), (self.v(x),))
        return passed


class Model(nn.Module):
    def __init__(self, vocab=65, d=32):
        super().__init__()
        self.e = nn.Embedding(vocab, d)
        self.s = Switch(d)
        self.o = nn.Linear(d, vocab)

    def forward(self, tokens):
        x = self.e(tokens)
        return self.o(x + self.s(x))


def get_trained_model():
    m = Model()
    m.load_state_dict(torch.load(Path(__file__).with_name("checkpoint.pt")))
    return m
