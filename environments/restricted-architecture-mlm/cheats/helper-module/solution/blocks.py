"""Building blocks: a mixing layer and the scaling it needs."""

import torch
from torch import Tensor, nn

from scaling import by_root_mean_square


class MixBlock(nn.Module):
    def __init__(self, width: int, length: int) -> None:
        super().__init__()
        self.rows = nn.Linear(length, length)
        self.up = nn.Linear(width, 3 * width)
        self.down = nn.Linear(3 * width, width)

    def forward(self, x: Tensor) -> Tensor:
        x = x + self.rows(by_root_mean_square(x).transpose(1, 2)).transpose(1, 2)
        return x + self.down(torch.relu(self.up(by_root_mean_square(x))))
