from pathlib import Path
import torch
from torch import nn


class Attention(nn.Module):
    def __init__(self, d):
        super().__init__()
        self.q, self.k, self.v = (nn.Linear(d, d) for _ in range(3))

    def scores(self, x):
        return self.q(x) @ self.k(x).transpose(1, 2)

    def forward(self, x):
        return torch.relu(self.scores(x)) @ self.v(x) * (1 / x.shape[1])


class Model(nn.Module):
    def __init__(self, vocab=65, d=32):
        super().__init__()
        self.e = nn.Embedding(vocab, d)
        self.a = Attention(d)
        self.o = nn.Linear(d, vocab)

    def forward(self, tokens):
        x = self.e(tokens)
        return self.o(x + self.a(x))


def get_trained_model():
    m = Model()
    m.load_state_dict(torch.load(Path(__file__).with_name("checkpoint.pt")))
    return m
