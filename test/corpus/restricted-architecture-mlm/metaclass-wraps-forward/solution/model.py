from pathlib import Path
import torch
from torch import nn


def steady(f):
    def run(self, x):
        y = f(self, x)
        return y / (y.norm(dim=-1, keepdim=True) + 1e-6)

    return run


class Steady(type):
    def __new__(mcs, name, bases, ns):
        if "forward" in ns:
            ns["forward"] = steady(ns["forward"])
        return super().__new__(mcs, name, bases, ns)


class Hidden(nn.Module, metaclass=Steady):
    def __init__(self, d):
        super().__init__()
        self.fc = nn.Linear(d, d)

    def forward(self, x):
        return torch.relu(self.fc(x))


class Model(nn.Module):
    def __init__(self, vocab=65, d=32, depth=3):
        super().__init__()
        self.e = nn.Embedding(vocab, d)
        self.h = nn.ModuleList(Hidden(d) for _ in range(depth))
        self.o = nn.Linear(d, vocab)

    def forward(self, tokens):
        x = self.e(tokens)
        for h in self.h:
            x = x + h(x)
        return self.o(x)


def get_trained_model():
    model = Model()
    model.load_state_dict(torch.load(Path(__file__).with_name("checkpoint.pt")))
    return model
