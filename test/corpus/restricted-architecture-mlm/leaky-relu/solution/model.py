from pathlib import Path
import torch
import torch.nn.functional as F
from torch import nn


class Model(nn.Module):
    def __init__(self, vocab=65, d=32, slope=0.1):
        super().__init__()
        self.slope = slope
        self.e = nn.Embedding(vocab, d)
        self.h = nn.Linear(d, 64)
        self.o = nn.Linear(64, vocab)

    def forward(self, tokens):
        return self.o(F.leaky_relu(self.h(self.e(tokens)), self.slope))


def get_trained_model():
    m = Model()
    m.load_state_dict(torch.load(Path(__file__).with_name("checkpoint.pt")))
    return m
