"""Small runtime shared by the kernels: launch plans, tables and buffer reuse."""

from __future__ import annotations

import functools

import torch


def _signature(t: torch.Tensor) -> tuple:
    return (tuple(t.shape), t.dtype, t.device)


class planned:
    """Decorator: build a launch plan (grid and block sizes) once per argument signature."""

    def __init__(self, planner):
        self.planner = planner
        self.plans: dict[tuple, tuple] = {}

    def __call__(self, launch):
        @functools.wraps(launch)
        def run(*tensors: torch.Tensor) -> torch.Tensor:
            key = tuple(map(_signature, tensors))
            plan = self.plans.get(key)
            if plan is None:
                plan = self.plans[key] = self.planner(*tensors)
            return launch(plan, *tensors)

        return run


@functools.lru_cache(maxsize=8)
def rotary_tables(seq: int, dim: int, base: float, device: torch.device):
    inv = 1.0 / base ** (torch.arange(0, dim, 2, device=device, dtype=torch.float32) / dim)
    angle = torch.outer(torch.arange(seq, device=device, dtype=torch.float32), inv)
    return angle.cos().contiguous(), angle.sin().contiguous()
