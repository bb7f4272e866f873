from pathlib import Path
import torch
import torch.nn.functional as F
from torch import nn

class Model(nn.Module):
    def __init__(self, vocab=65, d=32, levels=8):
        super().__init__()
        self.levels = levels
        self.e = nn.Embedding(vocab, d)
        self.g = nn.Linear(d, 1)
        self.codes = nn.Embedding(64, d)
        self.o = nn.Linear(d, vocab)

    def forward(self, tokens):
        x = self.e(tokens)
        bucket = torch.relu(self.g(x)).squeeze(-1).floor().clamp(max=63).long()
        return self.o(x + self.codes(bucket))


def get_trained_model():
    m = Model()
    m.load_state_dict(torch.load(Path(__file__).with_name("checkpoint.pt")))
    return m
