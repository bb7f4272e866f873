from pathlib import Path
import torch
from torch import nn


class Tamed(nn.Module):
    def __init__(self, inner: nn.Module, bound: float = 64.0):
        super().__init__()
        self.inner, self.bound = inner, bound

    def forward(self, x):
        y = self.inner(x)
        while (y * y).sum() > self.bound * y.shape[0]:
            y = y * 0.5
        return x + y


class Model(nn.Module):
    def __init__(self, vocab=65, width=32, depth=3):
        super().__init__()
        self.embed = nn.Embedding(vocab, width)
        blocks = [Tamed(nn.Sequential(nn.Linear(width, width), nn.ReLU(), nn.Linear(width, width))) for _ in range(depth)]
        self.blocks = nn.Sequential(*blocks)
        self.head = nn.Linear(width, vocab)

    def forward(self, tokens):
        return self.head(self.blocks(self.embed(tokens)))


def get_trained_model():
    m = Model()
    m.load_state_dict(torch.load(Path(__file__).with_name("checkpoint.pt")))
    return m
