from pathlib import Path
import torch
from torch import nn


class Fourier(nn.Module):
    def forward(self, x):
        return torch.fft.fft(torch.fft.fft(x, dim=-1), dim=-2).real


class Model(nn.Module):
    def __init__(self, vocab=65, d=32, depth=2):
        super().__init__()
        self.e = nn.Embedding(vocab, d)
        self.m = Fourier()
        self.f = nn.ModuleList(nn.Linear(d, d) for _ in range(depth))
        self.o = nn.Linear(d, vocab)

    def forward(self, tokens):
        x = self.e(tokens)
        for f in self.f:
            x = x + f(self.m(x) * 0.02).relu()
        return self.o(x)


def get_trained_model():
    m = Model()
    m.load_state_dict(torch.load(Path(__file__).with_name("checkpoint.pt")))
    return m
