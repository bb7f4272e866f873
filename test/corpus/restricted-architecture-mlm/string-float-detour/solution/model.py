from pathlib import Path
import torch
import torch.nn.functional as F
from torch import nn

class Model(nn.Module):
    def __init__(self, vocab=65, d=32):
        super().__init__()
        self.e = nn.Embedding(vocab, d)
        self.h = nn.Linear(d, d)
        self.o = nn.Linear(d, vocab)

    def scale(self, x):
        shown = f"{(x * x).sum():.6f}"
        return 1.0 / float(shown.strip())

    def forward(self, tokens):
        h = self.h(self.e(tokens))
        return self.o(h.relu() * self.scale(h))


def get_trained_model():
    m = Model()
    m.load_state_dict(torch.load(Path(__file__).with_name("checkpoint.pt")))
    return m
