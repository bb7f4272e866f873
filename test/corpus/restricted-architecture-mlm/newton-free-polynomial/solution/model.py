from pathlib import Path
import torch
from torch import nn

COEFFICIENTS = [1.0, 1.0, 0.5]


def polynomial(s, coefficients=COEFFICIENTS):
    """Horner's scheme."""
    y = torch.zeros_like(s)
    for c in reversed(coefficients):
        y = y * s + c
    return y


class Model(nn.Module):
    def __init__(self, vocab=65, d=32):
        super().__init__()
        self.e = nn.Embedding(vocab, d)
        self.q, self.k, self.v = (nn.Linear(d, d) for _ in range(3))
        self.o = nn.Linear(d, vocab)

    def forward(self, tokens):
        x = self.e(tokens)
        s = self.q(x) @ self.k(x).transpose(1, 2) * (0.25 / x.shape[1])
        return self.o(x + polynomial(s) @ self.v(x) * (1 / x.shape[1]))


def get_trained_model():
    m = Model()
    m.load_state_dict(torch.load(Path(__file__).with_name("checkpoint.pt")))
    return m
