from pathlib import Path
import torch
from torch import nn


class Model(nn.Module):
    def __init__(self, vocab=65, d=32):
        super().__init__()
        self.e = nn.Embedding(vocab, d)
        self.q, self.k, self.v = (nn.Linear(d, d) for _ in range(3))
        self.o = nn.Linear(d, vocab)

    def forward(self, tokens):
        x = self.e(tokens)
        w = torch.relu(self.q(x) @ self.k(x).transpose(1, 2))
        inv = (w.sum(-1, keepdim=True) + 1e-3).__rtruediv__(1.0)
        return self.o(x + (w * inv) @ self.v(x))


def get_trained_model():
    m = Model()
    m.load_state_dict(torch.load(Path(__file__).with_name("checkpoint.pt")))
    return m
