from pathlib import Path
import torch
from torch import nn

SPEC = [
    ("Embedding", (65, 32), {}),
    ("Linear", (32, 64), {"bias": True}),
    ("ReLU", (), {"inplace": True}),
    ("Linear", (64, 65), {"bias": False}),
]


def build(spec):
    def one(kind, args=(), kwargs=None):
        return getattr(nn, kind)(*args, **(kwargs or {}))

    return nn.Sequential(*(one(*item) for item in spec))


class Model(nn.Module):
    def __init__(self, *args, spec=SPEC, **kwargs):
        super().__init__(*args, **kwargs)
        self.body = build(spec)

    def forward(self, tokens, *_, **__):
        return self.body(tokens)


def get_trained_model():
    m = Model()
    m.load_state_dict(torch.load(Path(__file__).with_name("checkpoint.pt")))
    return m
