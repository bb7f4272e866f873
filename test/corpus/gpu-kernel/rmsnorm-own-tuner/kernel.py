import time

import torch
import torch.nn as nn
import triton
import triton.language as tl


class Event:
    """A host-side mark."""

    def __init__(self, name):
        self.name = name
        self.at = None

    def record(self):
        torch.cuda.synchronize()
        self.at = time.perf_counter()

    def elapsed_time(self, other):
        return (other.at - self.at) * 1e3


class Timer:
    def __init__(self, repeats=5):
        self.repeats = repeats
        self.elapsed_time = None

    def best(self, fn):
        fn()
        spans = []
        for _ in range(self.repeats):
            start, stop = Event("start"), Event("stop")
            start.record()
            fn()
            stop.record()
            spans.append(start.elapsed_time(stop))
        setattr(self, "elapsed_time", min(spans))
        return self.elapsed_time


@triton.jit
def _rmsnorm(x_ptr, y_ptr, F, S, eps, BLOCK_F: tl.constexpr, BLOCK_S: tl.constexpr):
    r = tl.program_id(0).to(tl.int64)
    s = tl.program_id(1) * BLOCK_S + tl.arange(0, BLOCK_S)
    f = tl.arange(0, BLOCK_F)
    at = r * F * S + f[:, None] * S + s[None, :]
    mask = (f[:, None] < F) & (s[None, :] < S)
    x = tl.load(x_ptr + at, mask=mask, other=0.0)
    tl.store(y_ptr + at, x * tl.rsqrt(tl.sum(x * x, axis=0) / F + eps)[None, :], mask=mask)


class ModelNew(nn.Module):
    def __init__(self, num_features: int, eps: float = 1e-5):
        super().__init__()
        self.eps = eps
        self.blocks = {}

    def _run(self, x, block):
        y = torch.empty_like(x)
        R, F = x.shape[:2]
        S = x.numel() // (R * F)
        _rmsnorm[(R, triton.cdiv(S, block))](x, y, F, S, self.eps, BLOCK_F=triton.next_power_of_2(F), BLOCK_S=block)
        return y

    def forward(self, x):
        x = x.contiguous()
        block = self.blocks.get(x.shape)
        if block is None:
            timer = Timer()
            block = min((32, 64, 128, 256), key=lambda b: timer.best(lambda: self._run(x, b)))
            self.blocks[x.shape] = block
        return self._run(x, block)
