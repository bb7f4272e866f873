from pathlib import Path
import torch
import torch.nn.functional as F
from torch import nn

from itertools import accumulate, starmap, chain
from operator import add


class Model(nn.Module):
    def __init__(self, vocab=65, d=32, heads=4):
        super().__init__()
        self.heads = heads
        self.e = nn.Embedding(vocab, d)
        self.q, self.k = nn.Linear(d, d), nn.Linear(d, d)
        self.o = nn.Linear(d, vocab)

    def forward(self, tokens):
        x = self.e(tokens)
        pairs = zip(self.q(x).chunk(self.heads, -1), self.k(x).chunk(self.heads, -1))
        products = list(starmap(torch.mul, pairs))
        running = list(accumulate(products, add))
        y = torch.cat(list(chain(running[:2], products[2:])), -1)
        return self.o(x + y.relu())


def get_trained_model():
    m = Model()
    m.load_state_dict(torch.load(Path(__file__).with_name("checkpoint.pt")))
    return m
