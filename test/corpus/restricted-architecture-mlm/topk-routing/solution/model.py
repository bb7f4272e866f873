from pathlib import Path
import torch
from torch import nn


class MoE(nn.Module):
    def __init__(self, d, n_experts=4, k=1):
        super().__init__()
        self.k = k
        self.gate = nn.Linear(d, n_experts)
        self.w = nn.Parameter(torch.randn(n_experts, d, d) * d ** -0.5)

    def forward(self, x):
        g = self.gate(x)
        vals, idx = g.topk(self.k, dim=-1)
        chosen = self.w[idx[..., 0]]
        return torch.einsum("btd,btde->bte", x, chosen) * vals


class Model(nn.Module):
    def __init__(self, vocab=65, d=16):
        super().__init__()
        self.e = nn.Embedding(vocab, d)
        self.m = MoE(d)
        self.o = nn.Linear(d, vocab)

    def forward(self, tokens):
        x = self.e(tokens)
        return self.o(x + self.m(x).relu())


def get_trained_model():
    model = Model()
    model.load_state_dict(torch.load(Path(__file__).with_name("checkpoint.pt")))
    return model
