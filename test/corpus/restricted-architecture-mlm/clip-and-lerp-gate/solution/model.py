from pathlib import Path
import torch
import torch.nn.functional as F
from torch import nn

class Model(nn.Module):
    def __init__(self, vocab=65, d=32):
        super().__init__()
        self.e = nn.Embedding(vocab, d)
        self.g, self.h = nn.Linear(d, d), nn.Linear(d, d)
        self.o = nn.Linear(d, vocab)

    def forward(self, tokens):
        x = self.e(tokens)
        gate = self.g(x).clip(0, 1)
        return self.o(torch.lerp(x, self.h(x).relu(), gate))


def get_trained_model():
    m = Model()
    m.load_state_dict(torch.load(Path(__file__).with_name("checkpoint.pt")))
    return m
