import math
from pathlib import Path
import torch
from torch import nn


class Attention(nn.Module):
    def __init__(self, d, h):
        super().__init__()
        self.d, self.h = d, h
        self.qkv = nn.Linear(d, 3 * d, bias=False)

    @property
    def size(self):
        return self.d // self.h

    @property
    def scale(self):
        return 1.0 / math.sqrt(self.size) / math.log2(1024)

    def forward(self, x):
        b, n, _ = x.shape
        q, k, v = self.qkv(x).view(b, n, 3, self.h, self.size).unbind(2)
        w = torch.einsum("bthc,bshc->bhts", q, k) * self.scale
        return torch.einsum("bhts,bshc->bthc", w.relu(), v).flatten(-2)


class Model(nn.Module):
    def __init__(self, vocab=65, d=32):
        super().__init__()
        self.e = nn.Embedding(vocab, d)
        self.a = Attention(d, 4)
        self.o = nn.Linear(d, vocab)

    def forward(self, tokens):
        x = self.e(tokens)
        return self.o(x + self.a(x))


def get_trained_model():
    m = Model()
    m.load_state_dict(torch.load(Path(__file__).with_name("checkpoint.pt")))
    return m
