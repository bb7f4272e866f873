from pathlib import Path
import torch
import torch.nn.functional as F
from torch import nn

from contextlib import contextmanager


@contextmanager
def threads(n):
    old = torch.get_num_threads()
    torch.set_num_threads(max(1, min(n, old)))
    precision = torch.get_float32_matmul_precision()
    torch.set_float32_matmul_precision("high")
    try:
        yield
    finally:
        torch.set_num_threads(old)
        torch.set_float32_matmul_precision(precision)


class Model(nn.Module):
    def __init__(self, vocab=65, d=32):
        super().__init__()
        self.e = nn.Embedding(vocab, d)
        self.h = nn.Linear(d, d)
        self.o = nn.Linear(d, vocab)

    def forward(self, tokens):
        with threads(2):
            return self.o(self.h(self.e(tokens)).relu())


def get_trained_model():
    m = Model()
    m.load_state_dict(torch.load(Path(__file__).with_name("checkpoint.pt")))
    return m
