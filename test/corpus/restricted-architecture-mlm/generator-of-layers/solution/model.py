from pathlib import Path
import torch
import torch.nn.functional as F
from torch import nn

class Model(nn.Module):
    def __init__(self, vocab=65, d=32, depth=3):
        super().__init__()
        self.e = nn.Embedding(vocab, d)
        self.f = nn.ModuleList(nn.Linear(d, d) for _ in range(depth))
        self.o = nn.Linear(d * (depth + 1), vocab)

    def states(self, x):
        yield x
        for f in self.f:
            x = x + torch.relu(f(x))
            yield x

    def forward(self, tokens):
        states = [s for s in self.states(self.e(tokens))]
        *_, last = states
        return self.o(torch.cat(states[:-1] + [last], dim=-1))


def get_trained_model():
    m = Model()
    m.load_state_dict(torch.load(Path(__file__).with_name("checkpoint.pt")))
    return m
