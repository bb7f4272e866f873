from pathlib import Path
import torch
import torch.nn.functional as F
from torch import nn

from collections import deque


class Model(nn.Module):
    def __init__(self, vocab=65, d=32, depth=4, keep=2):
        super().__init__()
        self.keep = keep
        self.e = nn.Embedding(vocab, d)
        self.f = nn.ModuleList(nn.Linear(d, d) for _ in range(depth))
        self.o = nn.Linear(d, vocab)

    def forward(self, tokens):
        recent = deque([self.e(tokens)], maxlen=self.keep)
        for f in self.f:
            recent.append(torch.relu(f(sum(recent))))
        return self.o(recent[-1] + recent[0])


def get_trained_model():
    m = Model()
    m.load_state_dict(torch.load(Path(__file__).with_name("checkpoint.pt")))
    return m
