from pathlib import Path
import torch
from torch import nn


class Model(nn.Module):
    def __init__(self, vocab=65, d=32, depth=2):
        super().__init__()
        self.e = nn.Embedding(vocab, d)
        self.f = nn.ModuleList(nn.Linear(d, d) for _ in range(depth))
        self.o = nn.Linear(d, vocab)

    def stages(self):
        yield self.e
        for f in self.f:
            yield lambda x, f=f: x + torch.relu(f(x))
            yield lambda x: x + x.mean(1, keepdim=True)
        yield self.o

    def forward(self, tokens):
        x = tokens
        for stage in self.stages():
            x = stage(x)
        return x


def get_trained_model():
    m = Model()
    m.load_state_dict(torch.load(Path(__file__).with_name("checkpoint.pt")))
    return m
