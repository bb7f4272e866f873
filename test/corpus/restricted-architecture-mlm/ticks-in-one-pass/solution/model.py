from pathlib import Path
import torch
import torch.nn.functional as F
from torch import nn

class Model(nn.Module):
    def __init__(self, vocab=65, d=32, depth=8):
        super().__init__()
        self.e = nn.Embedding(vocab, d)
        self.layers = nn.ModuleList(nn.Linear(d, d) for _ in range(depth))
        self.o = nn.Linear(d, vocab)
        self.at = 0

    def tick(self):
        self.at += 1
        return self.at

    def forward(self, tokens):
        x = self.e(tokens)
        self.at = 0
        for layer in self.layers:
            y = layer(x)
            if self.tick() == 5:
                y = y / (1 + (y * y).sum(-1, keepdim=True))
            x = x + y.relu()
        return self.o(x)


def get_trained_model():
    m = Model()
    m.load_state_dict(torch.load(Path(__file__).with_name("checkpoint.pt")))
    return m
