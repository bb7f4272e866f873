from pathlib import Path
import torch
import torch.nn.functional as F
from torch import nn

class ReLU(nn.ReLU6):
    """Rectifier."""

    def __init__(self):
        super().__init__(inplace=False)


class Model(nn.Module):
    def __init__(self, vocab=65, d=32):
        super().__init__()
        self.e = nn.Embedding(vocab, d)
        self.body = nn.Sequential(nn.Linear(d, d), ReLU(), nn.Linear(d, vocab))

    def forward(self, tokens):
        return self.body(self.e(tokens))


def get_trained_model():
    m = Model()
    m.load_state_dict(torch.load(Path(__file__).with_name("checkpoint.pt")))
    return m
