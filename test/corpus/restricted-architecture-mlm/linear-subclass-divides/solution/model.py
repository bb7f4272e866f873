from pathlib import Path
import torch
import torch.nn as nn


class Linear(nn.Linear):
    def forward(self, input):
        y = super().forward(input)
        y /= input.abs().amax(dim=-1, keepdim=True) + 1e-3
        return y


class Model(nn.Module):
    def __init__(self, vocab=65, d=32):
        super().__init__()
        self.e = nn.Embedding(vocab, d)
        self.h = Linear(d, 4 * d)
        self.o = nn.Linear(4 * d, vocab)

    def forward(self, tokens):
        return self.o(self.h(self.e(tokens)).relu())


def get_trained_model():
    m = Model()
    m.load_state_dict(torch.load(Path(__file__).with_name("checkpoint.pt")))
    return m
