from pathlib import Path

import torch
from torch import nn
from torch.nn.utils import parametrize


class RowStochastic(nn.Module):
    def forward(self, weight):
        return torch.softmax(weight, dim=-1)


class Mix(nn.Module):
    def __init__(self, n, d):
        super().__init__()
        self.across = nn.Linear(n, n, bias=False)
        self.within = nn.Linear(d, d)
        parametrize.register_parametrization(self.across, "weight", RowStochastic())

    def forward(self, x):
        x = self.across(x.transpose(1, 2)).transpose(1, 2)
        return torch.relu(self.within(x))


class Model(nn.Module):
    def __init__(self, vocab=65, n=64, d=32):
        super().__init__()
        self.e = nn.Embedding(vocab, d)
        self.m = nn.ModuleList([Mix(n, d) for _ in range(2)])
        self.o = nn.Linear(d, vocab)

    def forward(self, tokens):
        x = self.e(tokens)
        for m in self.m:
            x = x + m(x)
        return self.o(x)


def get_trained_model():
    model = Model()
    model.load_state_dict(torch.load(Path(__file__).with_name("checkpoint.pt")))
    return model
