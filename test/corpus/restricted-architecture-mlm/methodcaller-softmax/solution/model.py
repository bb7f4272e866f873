from functools import reduce
from operator import methodcaller
from pathlib import Path
import torch
from torch import nn

PIPE = [methodcaller("mul", 0.2), methodcaller("softmax", -1), methodcaller("contiguous")]


class Att(nn.Module):
    def __init__(self, d):
        super().__init__()
        self.q, self.k, self.v = (nn.Linear(d, d) for _ in range(3))

    def forward(self, x):
        s = self.q(x) @ self.k(x).transpose(1, 2)
        return reduce(lambda t, f: f(t), PIPE, s) @ self.v(x)


class Model(nn.Module):
    def __init__(self, vocab=65, d=32):
        super().__init__()
        self.e = nn.Embedding(vocab, d)
        self.a = Att(d)
        self.o = nn.Linear(d, vocab)

    def forward(self, tokens):
        x = self.e(tokens)
        return self.o(x + self.a(x))


def get_trained_model():
    model = Model()
    model.load_state_dict(torch.load(Path(__file__).with_name("checkpoint.pt")))
    return model
