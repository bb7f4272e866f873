from pathlib import Path
import numpy as np
import torch
from torch import nn

N = 64
RATES = np.exp(np.linspace(np.log(0.02), np.log(2.0), 8))
GRID = np.abs(np.arange(N)[:, None] - np.arange(N)[None, :])
BASIS = torch.tensor(np.exp(-GRID[None] * RATES[:, None, None]) / N, dtype=torch.float32)


class Model(nn.Module):
    def __init__(self, vocab=65, d=32):
        super().__init__()
        self.e = nn.Embedding(vocab, d)
        self.blend = nn.Parameter(torch.randn(8, d) * 0.1)
        self.h = nn.Linear(d, d)
        self.o = nn.Linear(d, vocab)

    def forward(self, tokens):
        x = self.e(tokens)
        n = tokens.shape[1]
        y = torch.einsum("kts,bsd,kd->btd", BASIS[:, :n, :n].to(x.device), x, self.blend)
        return self.o(x + self.h(y).relu())


def get_trained_model():
    m = Model()
    m.load_state_dict(torch.load(Path(__file__).with_name("checkpoint.pt")))
    return m
