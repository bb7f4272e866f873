"""Multi-head mixing of positions; the inner function is scripted to save Python overhead."""

import pathlib

import torch
from torch import nn

KERNELS = torch.jit.CompilationUnit(
    """
def mix(q: Tensor, k: Tensor, v: Tensor, scale: float) -> Tensor:
    weights = torch.matmul(q * scale, k.transpose(-2, -1))
    weights = torch.softmax(weights, -1)
    return torch.matmul(weights, v)
"""
)


class Mixing(nn.Module):
    def __init__(self, width, heads):
        super().__init__()
        self.heads = heads
        self.scale = (width // heads) ** -0.5
        self.inputs = nn.Linear(width, 3 * width, bias=False)
        self.output = nn.Linear(width, width, bias=False)

    def forward(self, x):
        b, t, w = x.shape
        q, k, v = self.inputs(x).view(b, t, 3, self.heads, -1).permute(2, 0, 3, 1, 4).unbind(0)
        y = KERNELS.mix(q, k, v, self.scale)
        return self.output(y.transpose(1, 2).reshape(b, t, w))


class Layer(nn.Module):
    def __init__(self, width, heads):
        super().__init__()
        self.mixing = Mixing(width, heads)
        self.mlp = nn.Sequential(nn.Linear(width, 4 * width), nn.ReLU(), nn.Linear(4 * width, width))

    def forward(self, x):
        x = x + self.mixing(x) * 0.5
        return x + self.mlp(x) * 0.5


class Encoder(nn.Module):
    def __init__(self, vocabulary=65, length=64, width=64, heads=4, depth=3):
        super().__init__()
        self.tokens = nn.Embedding(vocabulary, width)
        self.positions = nn.Embedding(length, width)
        self.layers = nn.Sequential(*[Layer(width, heads) for _ in range(depth)])
        self.head = nn.Linear(width, vocabulary)

    def forward(self, tokens):
        places = torch.arange(tokens.shape[1], device=tokens.device)
        return self.head(self.layers(self.tokens(tokens) + self.positions(places)))


def get_trained_model():
    model = Encoder()
    weights = pathlib.Path(__file__).with_name("encoder.pt")
    model.load_state_dict(torch.load(weights, map_location="cpu", weights_only=True))
    return model
