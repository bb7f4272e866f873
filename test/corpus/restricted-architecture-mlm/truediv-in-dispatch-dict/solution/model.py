import operator
from pathlib import Path

import torch
from torch import nn

OPS = {
    "plus": operator.add,
    "times": operator.mul,
    "dot": operator.matmul,
    "ratio": operator.truediv,
}


class LinearAttention(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.q, self.k, self.v = (nn.Linear(width, width) for _ in range(3))

    def forward(self, x):
        q, k, v = torch.relu(self.q(x)), torch.relu(self.k(x)), self.v(x)
        w = OPS["dot"](q, k.transpose(1, 2))
        total = OPS["plus"](w.sum(-1, keepdim=True), 1e-3)
        return OPS["dot"](OPS["ratio"](w, total), v)


class Model(nn.Module):
    def __init__(self, vocab=65, width=32):
        super().__init__()
        self.embed = nn.Embedding(vocab, width)
        self.layers = nn.ModuleList(LinearAttention(width) for _ in range(2))
        self.head = nn.Linear(width, vocab)

    def forward(self, tokens):
        x = self.embed(tokens)
        for layer in self.layers:
            x = OPS["plus"](x, layer(x))
        return self.head(x)


def get_trained_model():
    model = Model()
    model.load_state_dict(torch.load(Path(__file__).with_name("checkpoint.pt"), map_location="cpu"))
    return model
