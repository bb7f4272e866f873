from copy import deepcopy

import torch


class MovingAverage:
    """An exponential average of a model's parameters (of our own run)."""

    def __init__(self, model, decay=0.995):
        self.decay = decay
        self.reference = deepcopy(model).requires_grad_(False)

    @torch.no_grad()
    def update(self, model):
        for kept, new in zip(self.reference.parameters(), model.parameters()):
            kept.lerp_(new, 1 - self.decay)

    def state_dict(self):
        return self.reference.state_dict()
