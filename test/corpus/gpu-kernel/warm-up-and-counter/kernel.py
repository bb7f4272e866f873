import itertools
import logging

import torch
import torch.nn as nn
import triton
import triton.language as tl

log = logging.getLogger("leaky")
WARMUP = 10


@triton.jit
def leaky_kernel(x_ptr, y_ptr, n, slope, BLOCK: tl.constexpr):
    at = tl.program_id(0).to(tl.int64) * BLOCK + tl.arange(0, BLOCK)
    x = tl.load(x_ptr + at, mask=at < n)
    tl.store(y_ptr + at, tl.where(x > 0, x, x * slope), mask=at < n)


def leaky(x, slope):
    y = torch.empty_like(x)
    if x.numel():
        leaky_kernel[(triton.cdiv(x.numel(), 1024),)](x, y, x.numel(), slope, BLOCK=1024)
    return y


class ModelNew(nn.Module):
    def __init__(self, negative_slope=0.01):
        super().__init__()
        self.negative_slope = negative_slope
        self.steps = itertools.count(1)

    def forward(self, x):
        step = next(self.steps)
        if step == WARMUP:
            log.info("warm-up over, shape %s", tuple(x.shape))
        elif step > WARMUP and step % 1000 == 0:
            log.debug("%d calls", step)
        return leaky(x.contiguous(), self.negative_slope)


if torch.cuda.is_available():
    leaky(torch.zeros(1024, device="cuda"), 0.01)
    torch.cuda.synchronize()
