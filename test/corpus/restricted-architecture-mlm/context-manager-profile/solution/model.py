from pathlib import Path
import torch
import torch.nn.functional as F
from torch import nn

import time
from contextlib import contextmanager

TIMES = {}


@contextmanager
def clocked(name):
    began = time.perf_counter()
    try:
        yield
    finally:
        n, mean = TIMES.get(name, (0, 0.0))
        TIMES[name] = (n + 1, mean + (time.perf_counter() - began - mean) / (n + 1))


class Model(nn.Module):
    def __init__(self, vocab=65, d=32):
        super().__init__()
        self.e = nn.Embedding(vocab, d)
        self.h = nn.Linear(d, d)
        self.o = nn.Linear(d, vocab)

    def forward(self, tokens):
        with clocked("embed"), torch.profiler.record_function("embed"):
            x = self.e(tokens)
        with clocked("head"):
            return self.o(torch.relu(self.h(x)))


def get_trained_model():
    m = Model()
    m.load_state_dict(torch.load(Path(__file__).with_name("checkpoint.pt")))
    return m
