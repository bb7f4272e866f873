from pathlib import Path
import torch
from torch import nn
import torch.utils.checkpoint as cp


class Model(nn.Module):
    def __init__(self, vocab=65, d=32):
        super().__init__()
        self.e = nn.Embedding(vocab, d)
        self.q, self.k, self.v = (nn.Linear(d, d) for _ in range(3))
        self.o = nn.Linear(d, vocab)

    def _attend(self, x):
        return (self.q(x) @ self.k(x).mT).softmax(dim=-1) @ self.v(x)

    def forward(self, tokens):
        x = self.e(tokens)
        x = x + cp.checkpoint(self._attend, x, use_reentrant=False)
        return self.o(x)


def get_trained_model():
    m = Model()
    m.load_state_dict(torch.load(Path(__file__).with_name("checkpoint.pt")))
    return m
