from pathlib import Path
import torch
import torch.nn.functional as F
from torch import nn

class Model(nn.Module):
    def __init__(self, vocab=65, d=32):
        super().__init__()
        self.e = nn.Embedding(vocab, d)
        self.pair = nn.Embedding(97, d)
        self.o = nn.Linear(d, vocab)

    def hashed(self, tokens):
        rows = []
        for row in tokens.tolist():
            rows.append([(31 * a + b) % 97 for a, b in zip(row, row[1:] + row[:1])])
        return torch.tensor(rows)

    def forward(self, tokens):
        return self.o(self.e(tokens) + self.pair(self.hashed(tokens)))


def get_trained_model():
    m = Model()
    m.load_state_dict(torch.load(Path(__file__).with_name("checkpoint.pt")))
    return m
