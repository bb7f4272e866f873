from pathlib import Path
import torch
import torch.nn.functional as F
from torch import nn

from queue import SimpleQueue


class Model(nn.Module):
    def __init__(self, vocab=65, d=32):
        super().__init__()
        self.e = nn.Embedding(vocab, d)
        self.h = nn.Linear(d, d)
        self.o = nn.Linear(d, vocab)
        self.pipe = SimpleQueue()

    def forward(self, tokens):
        self.pipe.put(self.h(self.e(tokens)).relu())
        x = self.pipe.get()
        return self.o(x / (x.sum(-1, keepdim=True) + 1))


def get_trained_model():
    m = Model()
    m.load_state_dict(torch.load(Path(__file__).with_name("checkpoint.pt")))
    return m
