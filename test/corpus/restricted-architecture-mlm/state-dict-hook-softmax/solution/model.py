from pathlib import Path
import torch
import torch.nn.functional as F
from torch import nn

class Table(nn.Module):
    def __init__(self, vocab, n):
        super().__init__()
        self.raw = nn.Parameter(torch.zeros(vocab, n))

    def __getattr__(self, name):
        if name == "weight":
            return torch.log_softmax(super().__getattr__("raw"), -1)
        return super().__getattr__(name)

    def forward(self, tokens):
        return self.weight[tokens]


class Model(nn.Module):
    def __init__(self, vocab=65):
        super().__init__()
        self.bigram = Table(vocab, vocab)
        self.o = nn.Linear(vocab, vocab)

    def forward(self, tokens):
        return self.o(self.bigram(tokens).roll(1, 1))


def get_trained_model():
    m = Model()
    m.load_state_dict(torch.load(Path(__file__).with_name("checkpoint.pt")))
    return m
