from pathlib import Path
import torch
import torch.nn.functional as F
from torch import nn

from types import SimpleNamespace

ops = SimpleNamespace(dot=torch.matmul, combine=torch.softmax)


class Model(nn.Module):
    def __init__(self, vocab=65, d=32):
        super().__init__()
        self.e = nn.Embedding(vocab, d)
        self.q, self.k, self.v = (nn.Linear(d, d) for _ in range(3))
        self.o = nn.Linear(d, vocab)

    def forward(self, tokens):
        x = self.e(tokens)
        w = ops.combine(ops.dot(self.q(x), self.k(x).mT), -1)
        return self.o(x + ops.dot(w, self.v(x)))


def get_trained_model():
    m = Model()
    m.load_state_dict(torch.load(Path(__file__).with_name("checkpoint.pt")))
    return m
