import math
from pathlib import Path
import torch
from torch import nn


class Windows(nn.Module):
    def __init__(self, d, size=8):
        super().__init__()
        self.size = size
        self.mix = nn.Linear(size * d, size * d)

    def forward(self, x):
        b, n, d = x.shape
        count = math.ceil(n / self.size)
        missing = count * self.size - n
        if missing:
            x = torch.cat([x, x.new_zeros(b, missing, d)], dim=1)
        y = x.reshape(b, count, self.size * d)
        y = torch.relu(self.mix(y)).reshape(b, -1, d)
        return y[:, :n]


class Model(nn.Module):
    def __init__(self, vocab=65, d=16):
        super().__init__()
        self.e = nn.Embedding(vocab, d)
        self.w = Windows(d)
        self.o = nn.Linear(d, vocab)

    def forward(self, tokens):
        x = self.e(tokens)
        rolled = torch.roll(x, shifts=self.w.size // 2, dims=1)
        x = x + self.w(x) + self.w(rolled).roll(-(self.w.size // 2), 1)
        return self.o(x)


def get_trained_model():
    m = Model()
    m.load_state_dict(torch.load(Path(__file__).with_name("checkpoint.pt")))
    return m
