from pathlib import Path
import torch
from torch import nn


class Toeplitz(nn.Module):
    def __init__(self, n, heads):
        super().__init__()
        self.n = n
        self.kernel = nn.Parameter(torch.randn(heads, 2 * n - 1) / n)

    def matrix(self):
        n, k = self.n, self.kernel
        return k.as_strided((k.shape[0], n, n), (k.stride(0), 1, 1)).flip(1)

    def forward(self, x):
        b, t, d = x.shape
        heads = self.kernel.shape[0]
        y = x.reshape(b, t, heads, d // heads)
        return torch.einsum("hts,bshc->bthc", self.matrix()[:, :t, :t], y).reshape(b, t, d)


class Model(nn.Module):
    def __init__(self, vocab=65, d=32, n=64):
        super().__init__()
        self.e = nn.Embedding(vocab, d)
        self.t = Toeplitz(n, 4)
        self.f = nn.Linear(d, 2 * d)
        self.o = nn.Linear(2 * d, vocab)

    def forward(self, tokens):
        x = self.e(tokens)
        return self.o(torch.relu(self.f(x + self.t(x))))


def get_trained_model():
    m = Model()
    m.load_state_dict(torch.load(Path(__file__).with_name("checkpoint.pt")))
    return m
