from pathlib import Path
import torch
import torch.nn.functional as F
from torch import nn

class Model(nn.Module):
    def __init__(self, vocab=65, d=32):
        super().__init__()
        self.e = nn.Embedding(vocab, d)
        self.g = nn.Linear(d, 1)
        self.o = nn.Linear(d, vocab)

    def forward(self, tokens):
        rows = []
        for x in self.e(tokens):
            kept = list(filter(lambda v: self.g(v) > 0, x))
            total = sum(kept, torch.zeros(x.shape[-1]))
            rows.append(x + total * 0.01)
        return self.o(torch.stack(rows))


def get_trained_model():
    m = Model()
    m.load_state_dict(torch.load(Path(__file__).with_name("checkpoint.pt")))
    return m
