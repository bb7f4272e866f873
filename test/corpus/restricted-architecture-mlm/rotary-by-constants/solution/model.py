from pathlib import Path
import torch
import torch.nn.functional as F
from torch import nn

class Rotary(nn.Module):
    def __init__(self, size, n, base=10000.0):
        super().__init__()
        rate = base ** (-torch.arange(0, size, 2) / size)
        angle = torch.outer(torch.arange(n).float(), rate)
        self.register_buffer("cos", torch.cat([angle.cos()] * 2, -1), persistent=False)
        self.register_buffer("sin", torch.cat([angle.sin()] * 2, -1), persistent=False)

    def forward(self, x):
        n, half = x.shape[-2], x.shape[-1] // 2
        turned = torch.cat([-x[..., half:], x[..., :half]], -1)
        return x * self.cos[:n] + turned * self.sin[:n]


class Model(nn.Module):
    def __init__(self, vocab=65, d=32, n=128):
        super().__init__()
        self.e = nn.Embedding(vocab, d)
        self.r = Rotary(d, n)
        self.q, self.k, self.v = (nn.Linear(d, d) for _ in range(3))
        self.o = nn.Linear(d, vocab)

    def forward(self, tokens):
        x = self.e(tokens)
        w = self.r(self.q(x)) @ self.r(self.k(x)).mT
        return self.o(x + w.relu() @ self.v(x) * (1 / x.shape[1]))


def get_trained_model():
    m = Model()
    m.load_state_dict(torch.load(Path(__file__).with_name("checkpoint.pt")))
    return m
