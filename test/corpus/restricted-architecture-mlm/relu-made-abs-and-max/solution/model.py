from pathlib import Path
import torch
from torch import nn

relu = torch.relu


def absolute(x):
    return relu(x) + relu(-x)


def maximum(a, b):
    return a + relu(b - a)


def hard_sigmoid(x):
    return relu(x + 0.5) - relu(x - 0.5)


def square(x):
    return x * x


class Model(nn.Module):
    def __init__(self, vocab=65, d=32):
        super().__init__()
        self.e = nn.Embedding(vocab, d)
        self.a, self.b, self.g = (nn.Linear(d, d) for _ in range(3))
        self.o = nn.Linear(d, vocab)

    def forward(self, tokens):
        x = self.e(tokens)
        near = maximum(x, x.roll(1, 1))
        x = x + absolute(self.a(near)) * hard_sigmoid(self.g(x)) + square(self.b(x).relu())
        return self.o(x)


def get_trained_model():
    m = Model()
    m.load_state_dict(torch.load(Path(__file__).with_name("checkpoint.pt")))
    return m
