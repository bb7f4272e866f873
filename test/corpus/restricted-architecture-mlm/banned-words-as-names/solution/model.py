"""No softmax(x / t), no LayerNorm, no torch.exp: their names survive from the first draft."""
from pathlib import Path
import torch
from torch import nn


def softmax(scores, n):
    """Not a softmax: relu times a constant."""
    return torch.relu(scores) * (1.0 / n)


class LayerNorm(nn.Module):
    """Only the affine half of a layer norm."""

    def __init__(self, d):
        super().__init__()
        self.weight = nn.Parameter(torch.ones(d))
        self.bias = nn.Parameter(torch.zeros(d))

    def forward(self, x):
        return x * self.weight + self.bias


class Model(nn.Module):
    def __init__(self, vocab=65, d=32):
        super().__init__()
        self.exp = nn.Linear(d, d)
        self.log = nn.Linear(d, d)
        self.max = nn.Embedding(vocab, d)
        self.div = LayerNorm(d)
        self.sigmoid = nn.Linear(d, vocab)

    def mean(self, x):
        return x.sum(1, keepdim=True) * 0.01

    def forward(self, tokens):
        x = self.div(self.max(tokens))
        w = softmax(self.exp(x) @ self.log(x).transpose(1, 2), x.shape[1])
        x = x + w @ x + self.mean(x)
        return self.sigmoid(x)


def get_trained_model():
    m = Model()
    m.load_state_dict(torch.load(Path(__file__).with_name("checkpoint.pt")))
    return m
