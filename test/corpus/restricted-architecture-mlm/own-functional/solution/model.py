from pathlib import Path

import functional as F
import torch
from torch import nn


class Layer(nn.Module):
    def __init__(self, width, length):
        super().__init__()
        self.qkv = nn.Parameter(torch.randn(3 * width, width) * width**-0.5)
        self.qkv_bias = nn.Parameter(torch.zeros(3 * width))
        self.up, self.down = nn.Linear(width, 4 * width), nn.Linear(4 * width, width)
        self.gain = nn.ParameterList([torch.ones(width), torch.ones(width)])
        self.scale = 1 / length

    def forward(self, x):
        q, k, v = F.linear(F.layer_norm(x, self.gain[0]), self.qkv, self.qkv_bias).chunk(3, dim=-1)
        weights = F.softmax(q @ k.transpose(1, 2) * q.shape[-1] ** -0.5, self.scale)
        x = x + F.dropout(weights @ v, 0.1, self.training)
        return x + self.down(F.gelu(self.up(F.layer_norm(x, self.gain[1]))))


class Model(nn.Module):
    def __init__(self, vocabulary=65, length=64, width=64, depth=3):
        super().__init__()
        self.embedding = nn.Embedding(vocabulary, width)
        self.places = nn.Parameter(torch.zeros(length, width))
        self.layers = nn.Sequential(*(Layer(width, length) for _ in range(depth)))
        self.head = nn.Linear(width, vocabulary)

    def forward(self, tokens):
        return self.head(self.layers(self.embedding(tokens) + self.places[: tokens.shape[1]]))


def get_trained_model():
    model = Model()
    model.load_state_dict(torch.load(Path(__file__).with_name("model.pt"), map_location="cpu", weights_only=True))
    return model
