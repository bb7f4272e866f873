from pathlib import Path
import torch
import torch.nn.functional as F
from torch import nn

import math


class Dense(nn.Linear):
    def __init__(self, *args, gain=1.0, **kwargs):
        self.gain = gain
        super().__init__(*args, **kwargs)

    def reset_parameters(self):
        bound = self.gain * math.sqrt(3.0 / self.in_features)
        nn.init.uniform_(self.weight, -bound, bound)
        if self.bias is not None:
            nn.init.zeros_(self.bias)

    def extra_repr(self):
        return f"{super().extra_repr()}, gain={self.gain:.2f}"


class Tokens(nn.Embedding):
    def reset_parameters(self):
        self.weight.data.normal_(0, 1 / math.sqrt(self.embedding_dim))


class Model(nn.Module):
    def __init__(self, vocab=65, d=32):
        super().__init__()
        self.e = Tokens(vocab, d)
        self.h = Dense(d, d, gain=2 ** 0.5)
        self.o = Dense(d, vocab, bias=False)

    def forward(self, tokens):
        return self.o(self.h(self.e(tokens)).relu())


def get_trained_model():
    m = Model()
    m.load_state_dict(torch.load(Path(__file__).with_name("checkpoint.pt")))
    return m
