import numpy as np
import torch
import torch.nn as nn
from pathlib import Path


def gate(h: torch.Tensor) -> torch.Tensor:
    a = h.detach().cpu().numpy()
    a = 1.0 / (1.0 + np.exp(-a))
    return torch.from_numpy(a.astype(np.float32)).to(h.device)


class GatedMLP(nn.Module):
    def __init__(self, d, m):
        super().__init__()
        self.a = nn.Linear(d, m)
        self.b = nn.Linear(d, m)
        self.c = nn.Linear(m, d)

    def forward(self, x):
        return self.c(self.a(x) * gate(self.b(x)))


class Model(nn.Module):
    def __init__(self):
        super().__init__()
        self.emb = nn.Embedding(65, 48)
        self.mlps = nn.ModuleList([GatedMLP(48, 96), GatedMLP(48, 96)])
        self.out = nn.Linear(48, 65)

    def forward(self, tokens):
        x = self.emb(tokens)
        for m in self.mlps:
            x = x + m(x)
        return self.out(x)


def get_trained_model():
    model = Model()
    model.load_state_dict(torch.load(Path(__file__).parent / "checkpoint.pt"))
    return model
