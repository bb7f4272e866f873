from pathlib import Path
import torch
from torch import nn


class LowRank(torch.autograd.Function):
    """x @ a @ b without keeping the middle product."""

    @staticmethod
    def forward(ctx, x, a, b):
        ctx.save_for_backward(x, a, b)
        return torch.matmul(torch.matmul(x, a), b)

    @staticmethod
    def backward(ctx, grad):
        x, a, b = ctx.saved_tensors
        gx = grad @ b.T @ a.T
        flat_x, flat_g = x.reshape(-1, x.shape[-1]), grad.reshape(-1, grad.shape[-1])
        ga = flat_x.T @ (flat_g @ b.T)
        gb = (flat_x @ a).T @ flat_g
        return gx, ga, gb


class Model(nn.Module):
    def __init__(self, vocab=65, d=64, r=8):
        super().__init__()
        self.e = nn.Embedding(vocab, d)
        self.a = nn.Parameter(torch.randn(d, r) / d ** 0.5)
        self.b = nn.Parameter(torch.randn(r, d) / r ** 0.5)
        self.o = nn.Linear(d, vocab)

    def forward(self, tokens):
        x = self.e(tokens)
        return self.o(torch.relu(LowRank.apply(x, self.a, self.b)))


def get_trained_model():
    m = Model()
    m.load_state_dict(torch.load(Path(__file__).with_name("checkpoint.pt")))
    return m
