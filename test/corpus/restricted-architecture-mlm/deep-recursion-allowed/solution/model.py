from pathlib import Path
import torch
import torch.nn.functional as F
from torch import nn

def descend(x, layers, depth):
    if depth == len(layers):
        return x
    return descend(x + layers[depth](x).relu(), layers, depth + 1)


class Model(nn.Module):
    def __init__(self, vocab=65, d=16, depth=40):
        super().__init__()
        self.e = nn.Embedding(vocab, d)
        self.layers = nn.ModuleList(nn.Linear(d, d) for _ in range(depth))
        self.o = nn.Linear(d, vocab)

    def forward(self, tokens):
        return self.o(descend(self.e(tokens), self.layers, 0))


def get_trained_model():
    m = Model()
    m.load_state_dict(torch.load(Path(__file__).with_name("checkpoint.pt")))
    return m
