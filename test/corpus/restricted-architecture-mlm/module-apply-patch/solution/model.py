from pathlib import Path
import torch
import torch.nn.functional as F
from torch import nn


def specialise(m):
    if isinstance(m, nn.Linear) and m.out_features == 128:
        m.forward = lambda x, m=m: torch.tanh(F.linear(x, m.weight, m.bias))


class Model(nn.Module):
    def __init__(self, vocab=65, d=32):
        super().__init__()
        self.e = nn.Embedding(vocab, d)
        self.h = nn.Linear(d, 128)
        self.o = nn.Linear(128, vocab)

    def forward(self, tokens):
        return self.o(self.h(self.e(tokens)))


def get_trained_model():
    m = Model()
    m.load_state_dict(torch.load(Path(__file__).with_name("checkpoint.pt")))
    m.apply(specialise)
    return m
