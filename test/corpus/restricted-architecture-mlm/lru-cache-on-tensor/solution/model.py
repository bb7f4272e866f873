from pathlib import Path
import torch
import torch.nn.functional as F
from torch import nn

from functools import lru_cache


@lru_cache(maxsize=1)
def table(x, rate):
    return x / (1 + rate * x.sum(-1, keepdim=True))


class Model(nn.Module):
    def __init__(self, vocab=65, d=32):
        super().__init__()
        self.e = nn.Embedding(vocab, d)
        self.o = nn.Linear(d, vocab)

    def forward(self, tokens):
        return self.o(table(self.e(tokens).relu(), 0.1))


def get_trained_model():
    m = Model()
    m.load_state_dict(torch.load(Path(__file__).with_name("checkpoint.pt")))
    return m
