from pathlib import Path
import torch
import torch.nn.functional as F
from torch import nn

import base64
import numpy as np

PACKED = base64.b85encode(bytes(range(64)))


def unpack(text, shape):
    raw = np.frombuffer(base64.b85decode(text), dtype=np.int8).astype(np.float32)
    return torch.from_numpy(raw.reshape(shape) / 127.0)


class Model(nn.Module):
    def __init__(self, vocab=65, d=8):
        super().__init__()
        self.e = nn.Embedding(vocab, d)
        self.h = nn.Linear(d, d)
        self.o = nn.Linear(d, vocab)
        with torch.no_grad():
            self.h.weight.copy_(unpack(PACKED, (8, 8)))

    def forward(self, tokens):
        return self.o(self.h(self.e(tokens)).relu())


def get_trained_model():
    return Model()
