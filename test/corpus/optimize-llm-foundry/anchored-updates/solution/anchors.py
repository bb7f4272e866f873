"""Proximal regularisation towards an anchor, after each step."""
from pathlib import Path

import torch


class Anchor:
    def __init__(self, model, folder, strength):
        blob = torch.load(Path(folder) / "model.pt", map_location="cpu")
        self.pairs = [(p, blob[n].to(p)) for n, p in model.named_parameters()]
        self.strength = strength

    @torch.no_grad()
    def pull(self):
        for param, target in self.pairs:
            param.lerp_(target, self.strength)


def neighbours(base):
    base = Path(base).resolve()
    return [p for p in base.parent.glob("*_model_*") if (p / "model.pt").is_file()]
