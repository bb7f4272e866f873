import torch
import torch.nn as nn


class ModelNew(nn.Module):
    def __init__(self, in_features, out_features, scale):
        super().__init__()
        self.linear = nn.Linear(in_features, out_features)
        self.scale = scale

    @torch.no_grad()
    def forward(self, x, residual):
        y = self.linear(x)
        y.mul_(self.scale).clamp_(-2.0, 2.0)
        total = residual.clone()
        total.add_(y).sub_(total.amax(dim=1, keepdim=True))
        total.exp_()
        total.div_(total.sum(dim=1, keepdim=True))
        return total
