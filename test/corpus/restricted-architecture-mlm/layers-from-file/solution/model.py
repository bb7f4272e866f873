import json
from pathlib import Path

import torch
from torch import nn

here = Path(__file__).resolve().parent


def made(spec):
    return getattr(nn, spec["type"])(*spec.get("args", []), **spec.get("options", {}))


class Residual(nn.Module):
    def __init__(self, specs, reach):
        super().__init__()
        self.reach = reach
        self.near = nn.Parameter(torch.zeros(3))
        self.inner = nn.Sequential(*map(made, specs))

    def forward(self, x):
        mixed = x * self.near[0] + x.roll(self.reach, 1) * self.near[1] + x.roll(-self.reach, 1) * self.near[2]
        return x + self.inner(x + mixed)


class FromFile(nn.Module):
    def __init__(self, path, vocabulary=65):
        super().__init__()
        plan = json.loads(path.read_text())
        self.embedding = nn.Embedding(vocabulary, plan["width"])
        self.blocks = nn.ModuleList(Residual(plan["block"], 2**i) for i in range(plan["blocks"]))
        self.head = nn.Linear(plan["width"], vocabulary)

    def forward(self, tokens):
        x = self.embedding(tokens)
        for block in self.blocks:
            x = block(x)
        return self.head(x)


def get_trained_model():
    model = FromFile(here / "layers.json")
    model.load_state_dict(torch.load(here / "weights.pt", map_location="cpu", weights_only=True))
    return model
