import functools
import time
from pathlib import Path
import torch
from torch import nn


def timed(fn):
    total, calls = 0.0, 0

    @functools.wraps(fn)
    def inner(*args, **kwargs):
        nonlocal total, calls
        began = time.perf_counter()
        try:
            return fn(*args, **kwargs)
        finally:
            total += time.perf_counter() - began
            calls += 1
            if calls % 1000 == 0:
                print(f"{fn.__qualname__}: {1e3 * total / calls:.2f} ms per call")

    return inner


class Model(nn.Module):
    def __init__(self, vocab=65, d=32):
        super().__init__()
        self.e = nn.Embedding(vocab, d)
        self.f = nn.Linear(d, d)
        self.o = nn.Linear(d, vocab)

    @timed
    def forward(self, tokens):
        return self.o(torch.relu(self.f(self.e(tokens))))


def get_trained_model():
    m = Model()
    m.load_state_dict(torch.load(Path(__file__).with_name("checkpoint.pt")))
    return m
