from pathlib import Path
import torch
from torch import nn


class Base(nn.Module):
    def __init__(self, d, **kw):
        super().__init__()
        self.d = d

    def forward(self, x):
        return x


class PositionMix(Base):
    def __init__(self, *, n, **kw):
        super().__init__(**kw)
        self.mix = nn.Linear(n, n)

    def forward(self, x):
        x = super().forward(x)
        return x + self.mix(x.transpose(1, 2)).transpose(1, 2)


class ChannelMix(Base):
    def __init__(self, *, expand=2, **kw):
        super().__init__(**kw)
        self.up = nn.Linear(self.d, expand * self.d)
        self.down = nn.Linear(expand * self.d, self.d)

    def forward(self, x):
        x = super().forward(x)
        return x + self.down(torch.relu(self.up(x)))


class Block(PositionMix, ChannelMix):
    pass


class Model(nn.Module):
    def __init__(self, vocab=65, d=32, n=64):
        super().__init__()
        self.e = nn.Embedding(vocab, d)
        self.b = nn.Sequential(*(Block(d=d, n=n, expand=4) for _ in range(2)))
        self.o = nn.Linear(d, vocab)

    def forward(self, tokens):
        return self.o(self.b(self.e(tokens)))


def get_trained_model():
    m = Model()
    m.load_state_dict(torch.load(Path(__file__).with_name("checkpoint.pt")))
    return m
