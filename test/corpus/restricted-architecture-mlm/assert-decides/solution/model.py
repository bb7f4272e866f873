from pathlib import Path
import torch
import torch.nn.functional as F
from torch import nn

class Model(nn.Module):
    def __init__(self, vocab=65, d=32):
        super().__init__()
        self.e = nn.Embedding(vocab, d)
        self.calm, self.wild = nn.Linear(d, d), nn.Linear(d, d)
        self.o = nn.Linear(d, vocab)

    def choose(self, x):
        try:
            assert (x * x).sum() < 100.0
            return self.calm(x)
        except AssertionError:
            return self.wild(x)

    def forward(self, tokens):
        return self.o(torch.relu(self.choose(self.e(tokens))))


def get_trained_model():
    m = Model()
    m.load_state_dict(torch.load(Path(__file__).with_name("checkpoint.pt")))
    return m
