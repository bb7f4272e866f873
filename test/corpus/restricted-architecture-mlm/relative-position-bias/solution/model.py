from pathlib import Path
import torch
from torch import nn


class RelativeMix(nn.Module):
    def __init__(self, d, heads=4, reach=16):
        super().__init__()
        self.heads, self.reach = heads, reach
        self.bias = nn.Embedding(2 * reach + 1, heads)
        self.v = nn.Linear(d, d)

    def offsets(self, n, device):
        i = torch.arange(n, device=device)
        return (i[None, :] - i[:, None]).clamp(-self.reach, self.reach) + self.reach

    def forward(self, x):
        b, n, d = x.shape
        w = self.bias(self.offsets(n, x.device))
        v = self.v(x).view(b, n, self.heads, d // self.heads)
        return torch.einsum("tsh,bshc->bthc", w, v).reshape(b, n, d) * (1 / n)


class Model(nn.Module):
    def __init__(self, vocab=65, d=32):
        super().__init__()
        self.e = nn.Embedding(vocab, d)
        self.m = RelativeMix(d)
        self.f = nn.Linear(d, d)
        self.o = nn.Linear(d, vocab)

    def forward(self, tokens):
        x = self.e(tokens)
        x = x + self.m(x)
        return self.o(x + self.f(x).relu())


def get_trained_model():
    m = Model()
    m.load_state_dict(torch.load(Path(__file__).with_name("checkpoint.pt")))
    return m
