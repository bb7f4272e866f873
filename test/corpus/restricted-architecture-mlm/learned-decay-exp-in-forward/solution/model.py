from pathlib import Path
import torch
from torch import nn


class TimeMix(nn.Module):
    def __init__(self, d, n):
        super().__init__()
        self.rate = nn.Parameter(torch.zeros(d))
        i = torch.arange(n).float()
        self.register_buffer("distance", (i[:, None] - i[None]).abs())
        self.v = nn.Linear(d, d)

    def forward(self, x):
        n = x.shape[1]
        kernel = torch.exp(-self.distance[:n, :n, None] * torch.exp(self.rate))
        return torch.einsum("tsd,bsd->btd", kernel, self.v(x))


class Model(nn.Module):
    def __init__(self, vocab=65, d=32, n=64):
        super().__init__()
        self.e = nn.Embedding(vocab, d)
        self.m = TimeMix(d, n)
        self.o = nn.Linear(d, vocab)

    def forward(self, tokens):
        x = self.e(tokens)
        return self.o(x + self.m(x).relu())


def get_trained_model():
    m = Model()
    m.load_state_dict(torch.load(Path(__file__).with_name("checkpoint.pt")))
    return m
