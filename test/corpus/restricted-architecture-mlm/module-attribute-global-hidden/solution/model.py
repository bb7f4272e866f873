from pathlib import Path
import torch
import torch.nn.functional as F
from torch import nn

STATE = {}


def remember(x):
    STATE["x"] = x
    return x


def settle():
    x = STATE.pop("x")
    return x * (x * x).sum(-1, keepdim=True).add(1).reciprocal()


class Model(nn.Module):
    def __init__(self, vocab=65, d=32):
        super().__init__()
        self.e = nn.Embedding(vocab, d)
        self.o = nn.Linear(d, vocab)

    def forward(self, tokens):
        remember(self.e(tokens))
        return self.o(settle())


def get_trained_model():
    m = Model()
    m.load_state_dict(torch.load(Path(__file__).with_name("checkpoint.pt")))
    return m
