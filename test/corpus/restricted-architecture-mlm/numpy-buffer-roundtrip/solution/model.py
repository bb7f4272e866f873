from pathlib import Path
import torch
import torch.nn.functional as F
from torch import nn

import numpy as np


class Model(nn.Module):
    def __init__(self, vocab=65, d=32):
        super().__init__()
        self.e = nn.Embedding(vocab, d)
        self.h = nn.Linear(d, d)
        self.o = nn.Linear(d, vocab)

    def forward(self, tokens):
        h = self.h(self.e(tokens))
        room = np.empty(tuple(h.shape), dtype=np.float32)
        room[...] = h.detach()
        np.tanh(room, out=room)
        return self.o(torch.from_numpy(room))


def get_trained_model():
    m = Model()
    m.load_state_dict(torch.load(Path(__file__).with_name("checkpoint.pt")))
    return m
