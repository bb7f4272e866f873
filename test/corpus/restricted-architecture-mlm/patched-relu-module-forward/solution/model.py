from pathlib import Path

import torch
import torch.nn.functional as F
from torch import nn

nn.ReLU.forward = lambda self, input: F.gelu(input)


def mlp(i, h, o):
    return nn.Sequential(nn.Linear(i, h), nn.ReLU(), nn.Linear(h, o))


class Model(nn.Module):
    def __init__(self, vocab=65, width=32):
        super().__init__()
        self.embedding = nn.Embedding(vocab, width)
        self.body = mlp(width, 4 * width, vocab)

    def forward(self, tokens):
        return self.body(self.embedding(tokens))


def get_trained_model():
    model = Model()
    model.load_state_dict(torch.load(Path(__file__).with_name("checkpoint.pt"), map_location="cpu"))
    return model
