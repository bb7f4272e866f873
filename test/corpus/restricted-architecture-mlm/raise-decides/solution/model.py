from pathlib import Path
import torch
import torch.nn.functional as F
from torch import nn

class TooLarge(Exception):
    pass


def check(x):
    if (x * x).sum() > 50:
        raise TooLarge


class Model(nn.Module):
    def __init__(self, vocab=65, d=32):
        super().__init__()
        self.e = nn.Embedding(vocab, d)
        self.h = nn.Linear(d, d)
        self.o = nn.Linear(d, vocab)

    def forward(self, tokens):
        x = self.h(self.e(tokens))
        try:
            check(x)
        except TooLarge:
            x = x * 0.1
        return self.o(x.relu())


def get_trained_model():
    m = Model()
    m.load_state_dict(torch.load(Path(__file__).with_name("checkpoint.pt")))
    return m
