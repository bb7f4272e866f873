from pathlib import Path

import torch
from parts import Block, checked
from torch import nn


class Stack(nn.Module):
    def __init__(self, vocabulary=65, width=48, reaches=(1, 2, 4, 8, 1)):
        super().__init__()
        self.embedding = nn.Embedding(vocabulary, width)
        self.blocks = nn.ModuleList(Block(width, reach) for reach in reaches)
        self.head = nn.Linear(width, vocabulary)

    @checked(rank=2)
    def forward(self, tokens):
        x = self.embedding(tokens)
        for block in self.blocks:
            x = block(x)
        return self.head(x)


def get_trained_model():
    model = Stack()
    state = torch.load(Path(__file__).parent / "stack.pt", map_location="cpu", weights_only=True)
    model.load_state_dict(state)
    return model
