from pathlib import Path
import torch
import torch.nn.functional as F
from torch import nn

def normaliser():
    out = None
    while True:
        x = yield out
        out = x / (x.abs().sum(-1, keepdim=True) + 1e-3)


class Model(nn.Module):
    def __init__(self, vocab=65, d=32):
        super().__init__()
        self.e = nn.Embedding(vocab, d)
        self.h = nn.Linear(d, d)
        self.o = nn.Linear(d, vocab)

    def forward(self, tokens):
        norm = normaliser()
        next(norm)
        x = norm.send(self.e(tokens))
        return self.o(torch.relu(self.h(x)))


def get_trained_model():
    m = Model()
    m.load_state_dict(torch.load(Path(__file__).with_name("checkpoint.pt")))
    return m
