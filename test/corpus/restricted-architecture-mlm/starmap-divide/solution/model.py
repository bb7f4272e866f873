from pathlib import Path
import torch
import torch.nn.functional as F
from torch import nn

from itertools import starmap


class Model(nn.Module):
    def __init__(self, vocab=65, d=32, heads=4):
        super().__init__()
        self.heads = heads
        self.e = nn.Embedding(vocab, d)
        self.q, self.k, self.v = (nn.Linear(d, d) for _ in range(3))
        self.o = nn.Linear(d, vocab)

    def forward(self, tokens):
        x = self.e(tokens)
        parts = [torch.relu(a @ b.mT) for a, b in zip(self.q(x).chunk(self.heads, -1), self.k(x).chunk(self.heads, -1))]
        pairs = [(p, p.sum(-1, keepdim=True) + 1) for p in parts]
        weights = list(starmap(torch.div, pairs))
        mixed = [w @ v for w, v in zip(weights, self.v(x).chunk(self.heads, -1))]
        return self.o(x + torch.cat(mixed, -1))


def get_trained_model():
    m = Model()
    m.load_state_dict(torch.load(Path(__file__).with_name("checkpoint.pt")))
    return m
