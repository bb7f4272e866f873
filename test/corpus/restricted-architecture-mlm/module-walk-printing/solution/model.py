from pathlib import Path
import torch
import torch.nn.functional as F
from torch import nn

import math


class Model(nn.Module):
    def __init__(self, vocab=65, d=32):
        super().__init__()
        self.e = nn.Embedding(vocab, d)
        self.h = nn.Linear(d, d)
        self.o = nn.Linear(d, vocab)

    def forward(self, tokens):
        return self.o(self.h(self.e(tokens)).relu())


@torch.no_grad()
def fold(model, temperature=1.3):
    model.o.weight /= temperature
    model.o.bias /= temperature
    for name, module in model.named_modules():
        if isinstance(module, nn.Linear):
            norm = module.weight.norm().item()
            print(f"{name:10s} {norm:8.3f} {math.log10(norm + 1e-12):6.2f}")
    return model


def get_trained_model():
    m = Model()
    m.load_state_dict(torch.load(Path(__file__).with_name("checkpoint.pt")))
    return fold(m)
