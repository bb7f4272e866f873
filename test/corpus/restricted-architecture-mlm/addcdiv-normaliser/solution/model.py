from pathlib import Path
import torch
from torch import nn


class Model(nn.Module):
    def __init__(self, vocab=65, d=32):
        super().__init__()
        self.e = nn.Embedding(vocab, d)
        self.a, self.b = nn.Linear(d, d), nn.Linear(d, d)
        self.register_buffer("zero", torch.zeros(1))
        self.o = nn.Linear(d, vocab)

    def forward(self, tokens):
        x = self.e(tokens)
        top, bottom = self.a(x), torch.relu(self.b(x)) + 1
        return self.o(torch.addcdiv(self.zero, top, bottom))


def get_trained_model():
    m = Model()
    m.load_state_dict(torch.load(Path(__file__).with_name("checkpoint.pt")))
    return m
