from pathlib import Path
import torch
from torch import nn

CKPT = Path(__file__).with_name("checkpoint.pt")


class Student(nn.Module):
    def __init__(self, vocab=65, d=48, n=64):
        super().__init__()
        self.e = nn.Embedding(vocab, d)
        self.p = nn.Parameter(torch.zeros(n, d))
        self.q = nn.Linear(d, d)
        self.k = nn.Linear(d, d)
        self.v = nn.Linear(d, d)
        self.f = nn.Sequential(nn.Linear(d, 4 * d), nn.ReLU(), nn.Linear(4 * d, vocab))

    def forward(self, tokens):
        x = self.e(tokens) + self.p[: tokens.shape[1]]
        w = torch.relu(self.q(x) @ self.k(x).transpose(-1, -2)) * 0.02
        return self.f(x + w @ self.v(x))


def get_trained_model():
    m = Student()
    m.load_state_dict(torch.load(CKPT))
    return m
