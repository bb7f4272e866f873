from pathlib import Path
import torch
from torch import nn


class Model(nn.Module):
    def __init__(self, vocab=65, d=32):
        super().__init__()
        self.e = nn.Embedding(vocab, d)
        self.w = nn.Linear(d, d)
        self.o = nn.Linear(d, vocab)

    def energy(self, h):
        return (torch.relu(self.w(h)) * h).sum()

    def forward(self, tokens):
        with torch.enable_grad():
            h = self.e(tokens).detach().requires_grad_()
            self.energy(h).backward()
        return self.o(h + h.grad * -0.1)


def get_trained_model():
    m = Model()
    m.load_state_dict(torch.load(Path(__file__).with_name("checkpoint.pt")))
    return m
