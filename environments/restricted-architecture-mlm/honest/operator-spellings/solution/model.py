"""Allowed operations in their function, in-place and operator-module spellings."""

import operator
from functools import partial, reduce
from pathlib import Path

import torch
import torch.nn.functional as F
from torch import Tensor, nn

add_all = partial(reduce, operator.add)
clip = partial(F.relu, inplace=False)


class Block(nn.Module):
    def __init__(self, width: int, length: int, paths: int) -> None:
        super().__init__()
        self.kernels = nn.ParameterList(
            nn.Parameter(torch.eye(length) * 0.1) for _ in range(paths)
        )
        self.weight = nn.Parameter(torch.randn(width, width) * 0.05)
        self.bias = nn.Parameter(torch.zeros(width))

    def forward(self, x: Tensor) -> Tensor:
        mixed = add_all([operator.matmul(kernel, x) for kernel in self.kernels])
        h = F.linear(clip(mixed), self.weight, self.bias)
        h += x
        h *= 0.5
        return torch.sub(torch.add(h, x), torch.mul(mixed, 0.25))


class Model(nn.Module):
    def __init__(self, vocabulary: int = 65, length: int = 64, width: int = 64) -> None:
        super().__init__()
        self.table = nn.Parameter(torch.randn(vocabulary, width) * 0.1)
        self.blocks = nn.Sequential(*[Block(width, length, 3) for _ in range(3)])
        self.logits = nn.Linear(width, vocabulary)

    def forward(self, tokens: Tensor) -> Tensor:
        x = F.embedding(tokens, self.table)
        y = self.blocks(x)
        return self.logits(
            torch.relu_(operator.neg(y) + torch.sum(x, dim=1, keepdim=True))
        )


def get_trained_model() -> nn.Module:
    model = Model()
    model.load_state_dict(
        torch.load(Path(__file__).with_name("checkpoint.pt"), weights_only=True)
    )
    return model
