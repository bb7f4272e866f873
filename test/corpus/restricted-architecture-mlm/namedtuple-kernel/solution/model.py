from pathlib import Path
import torch
import torch.nn.functional as F
from torch import nn

from typing import Callable, NamedTuple


class Settings(NamedTuple):
    vocab: int = 65
    width: int = 32
    kernel: Callable = torch.exp


class Model(nn.Module):
    def __init__(self, s: Settings):
        super().__init__()
        self.s = s
        self.e = nn.Embedding(s.vocab, s.width)
        self.q = nn.Linear(s.width, s.width)
        self.o = nn.Linear(s.width, s.vocab)

    def forward(self, tokens):
        x = self.e(tokens)
        w = self.s.kernel(self.q(x) @ x.transpose(1, 2) * 0.05)
        return self.o(x + w @ x * 0.01)


def get_trained_model():
    m = Model(Settings())
    m.load_state_dict(torch.load(Path(__file__).with_name("checkpoint.pt")))
    return m
