from pathlib import Path
import torch
from torch import nn
import torch.nn.functional as F


class Activation(nn.Module):
    registry: dict = {}

    def __init_subclass__(cls, key=None, **kw):
        super().__init_subclass__(**kw)
        if key:
            Activation.registry[key] = cls


class Rectifier(Activation, key="hard"):
    def forward(self, x):
        return F.relu(x)


class Smooth(Activation, key="soft"):
    def forward(self, x):
        return F.gelu(x)


class Model(nn.Module):
    def __init__(self, vocab=65, d=32, act="soft"):
        super().__init__()
        self.e = nn.Embedding(vocab, d)
        self.h = nn.Linear(d, 2 * d)
        self.act = Activation.registry[act]()
        self.o = nn.Linear(2 * d, vocab)

    def forward(self, tokens):
        return self.o(self.act(self.h(self.e(tokens))))


def get_trained_model():
    model = Model()
    model.load_state_dict(torch.load(Path(__file__).with_name("checkpoint.pt")))
    return model
