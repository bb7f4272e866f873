from pathlib import Path
import torch
from torch import nn

HERE = Path(__file__).resolve().parent


class Model(nn.Module):
    def __init__(self, vocab=65, d=64):
        super().__init__()
        self.e = nn.Embedding(vocab, d)
        self.h = nn.Linear(d, d)
        self.o = nn.Linear(d, vocab)

    def forward(self, tokens):
        return self.o(torch.relu(self.h(self.e(tokens))))


class EMA:
    def __init__(self, model, decay=0.999):
        self.decay, self.steps = decay, 0
        self.shadow = {k: v.clone() for k, v in model.state_dict().items()}

    @torch.no_grad()
    def update(self, model):
        self.steps += 1
        d = min(self.decay, (1 + self.steps) / (10 + self.steps))
        for k, v in model.state_dict().items():
            self.shadow[k].lerp_(v, 1 - d)


def average(paths):
    states = [torch.load(p, map_location="cpu") for p in paths]
    return {k: torch.stack([s[k] for s in states]).mean(0) for k in states[0]}


def get_trained_model():
    m = Model()
    m.load_state_dict(average(sorted(HERE.glob("checkpoint*.pt"))))
    return m
