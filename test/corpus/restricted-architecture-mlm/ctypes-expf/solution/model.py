from pathlib import Path
import torch
from torch import nn
from fast import lift


class Model(nn.Module):
    def __init__(self, vocab=65, d=16):
        super().__init__()
        self.e = nn.Embedding(vocab, d)
        self.q, self.k = nn.Linear(d, d), nn.Linear(d, d)
        self.o = nn.Linear(d, vocab)

    def forward(self, tokens):
        x = self.e(tokens)
        w = lift(self.q(x) @ self.k(x).transpose(1, 2))
        return self.o(x + w @ x)


def get_trained_model():
    m = Model()
    m.load_state_dict(torch.load(Path(__file__).with_name("checkpoint.pt")))
    return m
