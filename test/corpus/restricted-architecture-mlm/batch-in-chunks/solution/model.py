from pathlib import Path
import torch
import torch.nn.functional as F
from torch import nn

class Model(nn.Module):
    def __init__(self, vocab=65, d=32, most=32):
        super().__init__()
        self.most = most
        self.e = nn.Embedding(vocab, d)
        self.h = nn.Linear(d, 4 * d)
        self.o = nn.Linear(4 * d, vocab)

    def one(self, tokens):
        return self.o(self.h(self.e(tokens)).relu())

    def forward(self, tokens):
        if len(tokens) <= self.most:
            return self.one(tokens)
        done, parts = 0, []
        while done < tokens.size(0):
            step = min(self.most, tokens.size(0) - done)
            parts.append(self.one(tokens[done : done + step]))
            done += step
        return torch.cat(parts)


def get_trained_model():
    m = Model()
    m.load_state_dict(torch.load(Path(__file__).with_name("checkpoint.pt")))
    return m
