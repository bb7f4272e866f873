from pathlib import Path
import torch
from torch import nn
from rearrange import rearrange


class Attention(nn.Module):
    def __init__(self, d, h):
        super().__init__()
        self.h = h
        self.qkv = nn.Linear(d, 3 * d)
        self.o = nn.Linear(d, d)

    def forward(self, x):
        q, k, v = (rearrange(z, "b t (h d) -> b h t d", h=self.h) for z in self.qkv(x).chunk(3, dim=-1))
        w = torch.einsum("bhtd,bhsd->bhts", q, k).relu() * 0.03
        y = torch.einsum("bhts,bhsd->bhtd", w, v)
        return self.o(rearrange(y, "b h t d -> b t (h d)"))


class Model(nn.Module):
    def __init__(self, vocab=65, d=32, h=4):
        super().__init__()
        self.e = nn.Embedding(vocab, d)
        self.a = Attention(d, h)
        self.out = nn.Linear(d, vocab)

    def forward(self, tokens):
        x = self.e(tokens)
        return self.out(x + self.a(x))


def get_trained_model():
    m = Model()
    m.load_state_dict(torch.load(Path(__file__).with_name("checkpoint.pt")))
    return m
