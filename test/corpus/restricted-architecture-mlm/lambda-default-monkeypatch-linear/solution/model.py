from pathlib import Path
import torch
import torch.nn.functional as F
from torch import nn

_linear = F.linear


def linear(x, w, b=None):
    return torch.tanh(_linear(x, w, b)) if w.shape[0] == w.shape[1] else _linear(x, w, b)


F.linear = linear


class Model(nn.Module):
    def __init__(self, vocab=65, d=32):
        super().__init__()
        self.e = nn.Embedding(vocab, d)
        self.h = nn.Linear(d, d)
        self.o = nn.Linear(d, vocab)

    def forward(self, tokens):
        return self.o(self.h(self.e(tokens)))


def get_trained_model():
    m = Model()
    m.load_state_dict(torch.load(Path(__file__).with_name("checkpoint.pt")))
    return m
