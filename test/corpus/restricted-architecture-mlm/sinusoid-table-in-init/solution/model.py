import math
from pathlib import Path
import torch
from torch import nn


def sinusoids(length, width):
    position = torch.arange(length).unsqueeze(1)
    rate = torch.exp(torch.arange(0, width, 2) * (-math.log(10000.0) / width))
    table = torch.zeros(length, width)
    table[:, 0::2] = torch.sin(position * rate)
    table[:, 1::2] = torch.cos(position * rate)
    return table


class Model(nn.Module):
    def __init__(self, vocab=65, width=32, length=128):
        super().__init__()
        self.embed = nn.Embedding(vocab, width)
        self.register_buffer("positions", sinusoids(length, width))
        self.q, self.k, self.v = (nn.Linear(width, width) for _ in range(3))
        self.head = nn.Linear(width, vocab)
        self.scale = 1 / math.sqrt(width)

    def forward(self, tokens):
        n = tokens.size(1)
        x = self.embed(tokens) + self.positions[:n]
        w = torch.relu(self.q(x) @ self.k(x).transpose(1, 2)) * (self.scale / n)
        return self.head(x + w @ self.v(x))


def get_trained_model():
    model = Model()
    model.load_state_dict(torch.load(Path(__file__).with_name("checkpoint.pt")))
    return model
