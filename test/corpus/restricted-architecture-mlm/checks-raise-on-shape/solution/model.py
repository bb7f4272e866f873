from pathlib import Path
import torch
import torch.nn.functional as F
from torch import nn

try:
    from rich import print as show
except ImportError:
    show = print


class BadInput(ValueError):
    pass


class Model(nn.Module):
    def __init__(self, vocab=65, d=32, n=64):
        super().__init__()
        self.n = n
        self.e = nn.Embedding(vocab, d)
        self.p = nn.Parameter(torch.zeros(n, d))
        self.o = nn.Linear(d, vocab)

    def positions(self, n):
        try:
            if n > self.n:
                raise BadInput(f"at most {self.n} positions, got {n}")
            return self.p[:n]
        except BadInput as error:
            show(error)
            return torch.cat([self.p] * (n // self.n + 1))[:n]

    def forward(self, tokens):
        if tokens.ndim != 2:
            raise BadInput("tokens must be [batch, sequence]")
        return self.o(torch.relu(self.e(tokens) + self.positions(tokens.shape[1])))


def get_trained_model():
    m = Model()
    m.load_state_dict(torch.load(Path(__file__).with_name("checkpoint.pt")))
    return m
