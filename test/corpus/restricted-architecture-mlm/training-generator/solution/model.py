from pathlib import Path

import torch
from torch import nn


class Filler(nn.Module):
    """What is handed in: shifts, linear layers, relu."""

    def __init__(self, vocabulary, width=64, reaches=(1, -1, 2, -2, 4, -4)):
        super().__init__()
        self.reaches = reaches
        self.embedding = nn.Embedding(vocabulary, width)
        self.maps = nn.ModuleList(nn.Linear(2 * width, width) for _ in reaches)
        self.body = nn.Sequential(nn.Linear(width, 4 * width), nn.ReLU(), nn.Linear(4 * width, width))
        self.head = nn.Linear(width, vocabulary)

    def forward(self, tokens):
        x = self.embedding(tokens)
        for reach, mapping in zip(self.reaches, self.maps):
            x = x + torch.relu(mapping(torch.cat([x, x.roll(reach, 1)], 2)))
        return self.head(x + self.body(x))


def get_trained_model():
    model = Filler(65)
    model.load_state_dict(torch.load(Path(__file__).with_name("filler.pt"), map_location="cpu", weights_only=True))
    return model
