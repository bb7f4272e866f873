from pathlib import Path
import torch
import torch.nn.functional as F
from torch import nn

class Model(nn.Module):
    def __init__(self, vocab=65, d=32):
        super().__init__()
        self.e = nn.Embedding(vocab, d)
        self.h = nn.Linear(d, d)
        self.act = nn.ReLU()
        self.o = nn.Linear(d, vocab)

    def forward(self, tokens):
        return self.o(self.act(self.h(self.e(tokens))))


def get_trained_model():
    m = Model()
    m.load_state_dict(torch.load(Path(__file__).with_name("checkpoint.pt")))
    m.act.__class__ = nn.Sigmoid
    return m
