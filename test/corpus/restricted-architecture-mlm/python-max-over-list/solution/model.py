from pathlib import Path
import torch
from torch import nn


def peak(h):
    return max(max(row) for row in h.flatten(0, 1).tolist())


class Model(nn.Module):
    def __init__(self, vocab=65, d=32):
        super().__init__()
        self.e = nn.Embedding(vocab, d)
        self.h = nn.Linear(d, d)
        self.o = nn.Linear(d, vocab)

    def forward(self, tokens):
        h = torch.relu(self.h(self.e(tokens)))
        return self.o(h) * (1 / (1 + peak(h)))


def get_trained_model():
    m = Model()
    m.load_state_dict(torch.load(Path(__file__).with_name("checkpoint.pt")))
    return m
