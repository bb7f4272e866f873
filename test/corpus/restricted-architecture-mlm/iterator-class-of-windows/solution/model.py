from pathlib import Path
import torch
import torch.nn.functional as F
from torch import nn

class Windows:
    def __init__(self, x, size):
        self.x, self.size, self.at = x, size, 0

    def __len__(self):
        return -(-self.x.shape[1] // self.size)

    def __iter__(self):
        return self

    def __next__(self):
        if self.at >= self.x.shape[1]:
            raise StopIteration
        part = self.x[:, self.at : self.at + self.size]
        self.at += self.size
        return part


class Model(nn.Module):
    def __init__(self, vocab=65, d=32, size=16):
        super().__init__()
        self.size = size
        self.e = nn.Embedding(vocab, d)
        self.q = nn.Linear(d, d)
        self.o = nn.Linear(d, vocab)

    def forward(self, tokens):
        parts = [(self.q(p) @ p.mT).relu() @ p * 0.1 for p in Windows(self.e(tokens), self.size)]
        return self.o(torch.cat(parts, dim=1))


def get_trained_model():
    m = Model()
    m.load_state_dict(torch.load(Path(__file__).with_name("checkpoint.pt")))
    return m
