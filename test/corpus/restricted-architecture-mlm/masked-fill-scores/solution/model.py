from pathlib import Path
import torch
from torch import nn


class Local(nn.Module):
    def __init__(self, d, n, radius=8):
        super().__init__()
        self.q, self.k, self.v = (nn.Linear(d, d) for _ in range(3))
        i = torch.arange(n)
        self.register_buffer("far", (i[:, None] - i[None, :]).abs() > radius)

    def forward(self, x):
        n = x.shape[1]
        s = self.q(x) @ self.k(x).transpose(1, 2)
        s = s.masked_fill(self.far[:n, :n], 0.0)
        return torch.relu(s) @ self.v(x) * 0.05


class Model(nn.Module):
    def __init__(self, vocab=65, d=32, n=128):
        super().__init__()
        self.e = nn.Embedding(vocab, d)
        self.layers = nn.ModuleList(Local(d, n) for _ in range(2))
        self.o = nn.Linear(d, vocab)

    def forward(self, tokens):
        x = self.e(tokens)
        for l in self.layers:
            x = x + l(x)
        return self.o(x)


def get_trained_model():
    model = Model()
    model.load_state_dict(torch.load(Path(__file__).with_name("checkpoint.pt")))
    return model
