from pathlib import Path
import torch
from torch import nn
from torch.func import vmap


def pool(row):
    return torch.logsumexp(row, dim=0)


class Model(nn.Module):
    def __init__(self, vocab=65, d=32):
        super().__init__()
        self.e = nn.Embedding(vocab, d)
        self.g = nn.Linear(d, d)
        self.o = nn.Linear(d, vocab)

    def forward(self, tokens):
        x = self.e(tokens)
        summary = vmap(pool)(self.g(x))
        return self.o(x + summary[:, None, :])


def get_trained_model():
    m = Model()
    m.load_state_dict(torch.load(Path(__file__).with_name("checkpoint.pt")))
    return m
