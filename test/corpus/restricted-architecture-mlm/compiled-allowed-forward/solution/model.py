from pathlib import Path
import torch
from torch import nn


class Model(nn.Module):
    def __init__(self, vocab=65, d=32, n=64):
        super().__init__()
        self.e = nn.Embedding(vocab, d)
        self.t = nn.Linear(n, n)
        self.c = nn.Linear(d, d)
        self.o = nn.Linear(d, vocab)

    def forward(self, tokens):
        x = self.e(tokens)
        x = x + self.t(x.mT).mT
        x = x + torch.relu(self.c(x))
        return self.o(x)


def get_trained_model():
    m = Model()
    m.load_state_dict(torch.load(Path(__file__).with_name("checkpoint.pt")))
    return torch.compile(m, mode="reduce-overhead", dynamic=False)
