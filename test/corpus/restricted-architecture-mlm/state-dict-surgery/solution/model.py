import re
from pathlib import Path
import torch
from torch import nn


class Model(nn.Module):
    def __init__(self, vocab=65, d=32):
        super().__init__()
        self.e = nn.Embedding(vocab, d)
        self.h = nn.Linear(d, 64)
        self.o = nn.Linear(64, vocab)

    def forward(self, tokens):
        return self.o(torch.relu(self.h(self.e(tokens))))


def clean(state):
    out = {}
    for k, v in state.items():
        k = re.sub(r"^(_orig_mod|module)\.", "", k)
        if not torch.isfinite(v).all():
            raise ValueError(k)
        if k == "o.weight":
            v = v - v.mean(0, keepdim=True)
        if k == "e.weight":
            v = v / max(v.std().item(), 1e-6)
        out[k] = v
    return out


def get_trained_model():
    m = Model()
    blob = torch.load(Path(__file__).with_name("checkpoint.pt"), map_location="cpu", weights_only=True)
    m.load_state_dict(clean(blob.get("model", blob)))
    m.requires_grad_(False)
    return m
