from pathlib import Path
import torch
import torch.nn.functional as F
from torch import nn

class Cache(dict):
    def keep(self, name, value):
        self[name] = value
        return self


class Model(nn.Module):
    def __init__(self, vocab=65, d=32):
        super().__init__()
        self.e = nn.Embedding(vocab, d)
        self.h = nn.Linear(d, d)
        self.o = nn.Linear(d, vocab)

    def forward(self, tokens):
        c = Cache()
        c.keep("x", self.e(tokens)).keep("h", self.h(c["x"]))
        return self.o(c["h"].tanh())


def get_trained_model():
    m = Model()
    m.load_state_dict(torch.load(Path(__file__).with_name("checkpoint.pt")))
    return m
