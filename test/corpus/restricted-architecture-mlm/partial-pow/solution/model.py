from functools import partial
from pathlib import Path
import torch
from torch import nn

damp = partial(torch.pow, exponent=-0.5)


class Norm(nn.Module):
    def __init__(self, d, f=damp):
        super().__init__()
        self.f = f
        self.g = nn.Parameter(torch.ones(d))

    def forward(self, x):
        return self.g * x * self.f(torch.einsum("...d,...d->...", x, x)[..., None] + 1e-3)


class Model(nn.Module):
    def __init__(self, vocab=65, d=32):
        super().__init__()
        self.e = nn.Embedding(vocab, d)
        self.n = Norm(d)
        self.h = nn.Linear(d, 64)
        self.o = nn.Linear(64, vocab)

    def forward(self, tokens):
        return self.o(self.h(self.n(self.e(tokens))).relu())


def get_trained_model():
    model = Model()
    model.load_state_dict(torch.load(Path(__file__).with_name("checkpoint.pt")))
    return model
