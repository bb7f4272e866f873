from pathlib import Path

from torch import *
from torch.nn import Embedding, Linear, Module, ModuleList, Parameter

# Row weights of the soft alignment between positions.


class Align(Module):
    def __init__(self, width):
        super().__init__()
        self.left = Linear(width, 24)
        self.right = Linear(width, 24)
        self.value = Linear(width, width)

    def forward(self, x):
        raw = matmul(self.left(x), self.right(x).transpose(1, 2)) * 0.2
        positive = exp(raw)
        total = positive.sum(2, keepdim=True)
        weights = positive * reciprocal(total)
        return matmul(weights, self.value(x))


class Layer(Module):
    def __init__(self, width):
        super().__init__()
        self.align = Align(width)
        self.wide = Linear(width, 192)
        self.narrow = Linear(192, width)

    def forward(self, x):
        x = x + self.align(x)
        return x + self.narrow(relu(self.wide(x)))


class Net(Module):
    def __init__(self):
        super().__init__()
        self.embedding = Embedding(65, 64)
        self.place = Parameter(randn(64, 64) * 0.02)
        self.layers = ModuleList([Layer(64), Layer(64), Layer(64)])
        self.head = Linear(64, 65)

    def forward(self, tokens):
        x = self.embedding(tokens) + self.place
        for layer in self.layers:
            x = layer(x)
        return self.head(x)


def get_trained_model():
    net = Net()
    net.load_state_dict(
        load(Path(__file__).parent / "checkpoint.pt", weights_only=True)
    )
    return net
