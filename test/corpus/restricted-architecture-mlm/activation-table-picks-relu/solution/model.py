from pathlib import Path
import torch
from torch import nn

ACTIVATIONS = {
    "gelu": nn.GELU,
    "silu": nn.SiLU,
    "tanh": nn.Tanh,
    "relu": nn.ReLU,
}
ACTIVATION = "relu"


def mlp(sizes, act=ACTIVATION):
    layers = []
    for i, o in zip(sizes[:-1], sizes[1:]):
        layers += [nn.Linear(i, o), ACTIVATIONS[act]()]
    return nn.Sequential(*layers[:-1])


class Model(nn.Module):
    def __init__(self, vocab=65, d=32):
        super().__init__()
        self.e = nn.Embedding(vocab, d)
        self.f = mlp([d, 128, 128, vocab])

    def forward(self, tokens):
        return self.f(self.e(tokens))


def get_trained_model():
    m = Model()
    m.load_state_dict(torch.load(Path(__file__).with_name("checkpoint.pt")))
    return m
