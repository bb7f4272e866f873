import torch
from torch import nn

from .wrappers import steady


class Block(nn.Module):
    def __init__(self, width, reach):
        super().__init__()
        self.reach = reach
        self.join = nn.Linear(3 * width, 2 * width)
        self.out = nn.Linear(2 * width, width)

    @steady(gain=1.0)
    def forward(self, x):
        sides = [x.roll(self.reach, 1), x, x.roll(-self.reach, 1)]
        return x + self.out(torch.relu(self.join(torch.cat(sides, -1))))
