import os
import torch
from torch import nn, Tensor


class Scale(nn.Module):
    """Keeps the residual stream at unit size."""

    def __init__(self, d: int) -> None:
        super().__init__()
        self.g = nn.Parameter(torch.ones(d))
        self.inv = 1.0 / d

    def forward(self, x: Tensor) -> Tensor:
        energy = (x * x).sum(-1, keepdim=True) * self.inv
        return x * torch.rsqrt(energy + 1e-5) * self.g


class Net(nn.Module):
    def __init__(self, v=65, d=64, n=4, t=128):
        super().__init__()
        self.e = nn.Embedding(v, d)
        self.mix = nn.ParameterList([nn.Parameter(torch.eye(t)) for _ in range(n)])
        self.fc = nn.ModuleList([nn.Sequential(Scale(d), nn.Linear(d, 2 * d), nn.ReLU(), nn.Linear(2 * d, d)) for _ in range(n)])
        self.o = nn.Linear(d, v)

    def forward(self, tokens: Tensor) -> Tensor:
        x = self.e(tokens)
        n = tokens.shape[1]
        for m, f in zip(self.mix, self.fc):
            x = x + f(torch.einsum("ts,bsd->btd", m[:n, :n], x))
        return self.o(x)


def get_trained_model():
    net = Net()
    net.load_state_dict(torch.load(os.path.join(os.path.dirname(__file__), "checkpoint.pt")))
    return net
