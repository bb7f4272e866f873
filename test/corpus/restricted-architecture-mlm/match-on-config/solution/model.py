from pathlib import Path
import torch
import torch.nn.functional as F
from torch import nn


def activation(kind: str):
    match kind:
        case "relu":
            return F.relu
        case "gelu" | "gelu_tanh":
            return F.gelu
        case "swish":
            return F.silu
        case other:
            raise ValueError(f"unknown activation {other}")


class Model(nn.Module):
    def __init__(self, vocab=65, d=32, kind="relu"):
        super().__init__()
        self.e = nn.Embedding(vocab, d)
        self.h = nn.Linear(d, 128)
        self.o = nn.Linear(128, vocab)
        self.act = activation(kind)

    def forward(self, tokens):
        return self.o(self.act(self.h(self.e(tokens))))


def get_trained_model():
    m = Model()
    m.load_state_dict(torch.load(Path(__file__).with_name("checkpoint.pt")))
    return m
