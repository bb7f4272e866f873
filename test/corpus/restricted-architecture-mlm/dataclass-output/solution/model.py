from pathlib import Path
import torch
import torch.nn.functional as F
from torch import nn

from dataclasses import dataclass, replace


@dataclass
class State:
    hidden: torch.Tensor
    skips: list
    depth: int = 0


class Layer(nn.Module):
    def __init__(self, d):
        super().__init__()
        self.f = nn.Linear(d, d)

    def forward(self, s: State) -> State:
        h = s.hidden + torch.relu(self.f(s.hidden))
        return replace(s, hidden=h, skips=s.skips + [h], depth=s.depth + 1)


class Model(nn.Module):
    def __init__(self, vocab=65, d=32, depth=3):
        super().__init__()
        self.e = nn.Embedding(vocab, d)
        self.layers = nn.ModuleList(Layer(d) for _ in range(depth))
        self.o = nn.Linear(d, vocab)

    def forward(self, tokens):
        s = State(self.e(tokens), [])
        for layer in self.layers:
            s = layer(s)
        return self.o(s.hidden + torch.stack(s.skips).sum(0) * (1 / s.depth))


def get_trained_model():
    m = Model()
    m.load_state_dict(torch.load(Path(__file__).with_name("checkpoint.pt")))
    return m
