from pathlib import Path
import torch
from torch import nn


class Model(nn.Module):
    def __init__(self, vocab=65, d=32, n=64):
        super().__init__()
        self.e = nn.Embedding(vocab, d)
        self.mix = nn.Linear(n, n)
        self.f = nn.Linear(d, d)
        self.o = nn.Linear(d, vocab)
        self.o.weight = self.e.weight  # tied

    def forward(self, tokens):
        x = self.e(tokens)
        x = x + self.mix(x.transpose(1, 2)).transpose(1, 2)
        return self.o(x + self.f(x).relu())


def get_trained_model():
    m = Model()
    m.load_state_dict(torch.load(Path(__file__).with_name("checkpoint.pt")))
    return m
