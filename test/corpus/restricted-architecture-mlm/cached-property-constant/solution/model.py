from pathlib import Path
import torch
import torch.nn.functional as F
from torch import nn

from functools import cached_property


class Model(nn.Module):
    def __init__(self, vocab=65, d=32, n=64, tau=5.0):
        super().__init__()
        self.n, self.tau = n, tau
        self.e = nn.Embedding(vocab, d)
        self.h = nn.Linear(d, d)
        self.o = nn.Linear(d, vocab)

    @cached_property
    def decay(self):
        i = torch.arange(self.n).float()
        k = torch.exp(-(i[:, None] - i).abs() / self.tau)
        return k / torch.sqrt((k * k).sum(-1, keepdim=True))

    def forward(self, tokens):
        x = self.e(tokens)
        return self.o(x + self.h(self.decay[: x.shape[1], : x.shape[1]] @ x).relu())


def get_trained_model():
    m = Model()
    m.load_state_dict(torch.load(Path(__file__).with_name("checkpoint.pt")))
    return m
