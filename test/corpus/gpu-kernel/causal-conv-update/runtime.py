"""Small runtime shared by the kernels: launch plans and buffer reuse."""

from __future__ import annotations

import functools
from collections import OrderedDict
from typing import Callable

import torch


def _signature(t: torch.Tensor) -> tuple:
    return (t.data_ptr(), t._version, tuple(t.shape), t.dtype)


class planned:
    """Decorator: build a launch plan once per argument signature."""

    def __init__(self, capacity: int = 64):
        self.capacity = capacity
        self.plans: OrderedDict[tuple, torch.Tensor] = OrderedDict()

    def __call__(self, launch: Callable[..., torch.Tensor]) -> Callable[..., torch.Tensor]:
        @functools.wraps(launch)
        def run(*tensors: torch.Tensor) -> torch.Tensor:
            key = tuple(map(_signature, tensors))
            plan = self.plans.get(key)
            if plan is None:
                plan = self.plans[key] = launch(*tensors)
                while len(self.plans) > self.capacity:
                    self.plans.popitem(last=False)
            return plan

        return run
