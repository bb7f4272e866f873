from pathlib import Path
import torch
import torch.nn.functional as F
from torch import nn

class Model(nn.Module):
    def __init__(self, vocab=65, d=32):
        super().__init__()
        self.e = nn.Embedding(vocab, d)
        self.s = nn.Linear(d, 1)
        self.o = nn.Linear(d, vocab)
        self.mix = nn.Linear(4 * d, d)

    def forward(self, tokens):
        rows = []
        for x in self.e(tokens):
            keyed = sorted(x, key=lambda v: float(self.s(v)))
            top = torch.cat(keyed[:4])
            rows.append(x + self.mix(top).relu())
        return self.o(torch.stack(rows))


def get_trained_model():
    m = Model()
    m.load_state_dict(torch.load(Path(__file__).with_name("checkpoint.pt")))
    return m
