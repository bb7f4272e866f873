from pathlib import Path
import torch
from torch import nn
from torch.nn.utils.parametrizations import weight_norm


class Model(nn.Module):
    def __init__(self, vocab=65, d=32):
        super().__init__()
        self.e = nn.Embedding(vocab, d)
        self.h = weight_norm(nn.Linear(d, 64))
        self.o = nn.Linear(64, vocab)

    def forward(self, tokens):
        return self.o(torch.relu(self.h(self.e(tokens))))


def get_trained_model():
    m = Model()
    m.load_state_dict(torch.load(Path(__file__).with_name("checkpoint.pt")))
    return m
