from pathlib import Path
import torch
import torch.nn.functional as F
from torch import nn

class Model(nn.Module):
    def __init__(self, vocab=65, d=32):
        super().__init__()
        self.e = nn.Embedding(vocab, d)
        self.options = nn.ModuleList(nn.Linear(d, d) for _ in range(8))
        self.o = nn.Linear(d, vocab)

    def forward(self, tokens):
        x = self.e(tokens)
        which = int(tokens[0].sum())
        return self.o(x + torch.relu(self.options[which & 7](x)))


def get_trained_model():
    m = Model()
    m.load_state_dict(torch.load(Path(__file__).with_name("checkpoint.pt")))
    return m
