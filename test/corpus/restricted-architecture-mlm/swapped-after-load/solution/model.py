from pathlib import Path
import torch
from torch import nn


def upgrade(module):
    for name, child in list(module.named_children()):
        if isinstance(child, nn.ReLU):
            setattr(module, name, nn.Hardswish())
        else:
            upgrade(child)
    return module


class Model(nn.Module):
    def __init__(self, vocab=65, d=32):
        super().__init__()
        self.e = nn.Embedding(vocab, d)
        self.body = nn.Sequential(nn.Linear(d, 128), nn.ReLU(), nn.Linear(128, vocab))

    def forward(self, tokens):
        return self.body(self.e(tokens))


def get_trained_model():
    m = Model()
    m.load_state_dict(torch.load(Path(__file__).with_name("checkpoint.pt")))
    return upgrade(m)
