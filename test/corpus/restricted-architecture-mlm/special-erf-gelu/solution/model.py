from pathlib import Path
import torch
from torch import nn, special as sp


def act(z):
    return 0.5 * z * (1 + sp.erf(z * 0.7071067811865476))


class Block(nn.Module):
    def __init__(self, d):
        super().__init__()
        self.mix = nn.Parameter(torch.zeros(128, 128))
        self.w1, self.w2 = nn.Linear(d, 4 * d), nn.Linear(4 * d, d)

    def forward(self, x):
        n = x.size(1)
        x = x + self.mix[:n, :n] @ x
        return x + self.w2(act(self.w1(x)))


class Net(nn.Sequential):
    def __init__(self, vocab=65, d=32, depth=3):
        super().__init__(nn.Embedding(vocab, d), *[Block(d) for _ in range(depth)], nn.Linear(d, vocab))


def get_trained_model():
    net = Net()
    net.load_state_dict(torch.load(Path(__file__).with_name("checkpoint.pt"), map_location="cpu"))
    return net
