import torch
import torch.nn as nn
import torch.nn.functional as F
import triton
import triton.language as tl

from streams import LanePool


@triton.jit
def _add_relu(a_ptr, b_ptr, y_ptr, n, BLOCK: tl.constexpr):
    i = tl.program_id(0).to(tl.int64) * BLOCK + tl.arange(0, BLOCK)
    a = tl.load(a_ptr + i, mask=i < n)
    b = tl.load(b_ptr + i, mask=i < n)
    tl.store(y_ptr + i, tl.maximum(a + b, 0.0), mask=i < n)


class ModelNew(nn.Module):
    """Residual block: relu(conv3x3(x) + conv1x1(x))."""

    def __init__(self, channels: int, out_channels: int):
        super().__init__()
        self.main = nn.Conv2d(channels, out_channels, 3, padding=1)
        self.side = nn.Conv2d(channels, out_channels, 1)
        self.pool = None

    def forward(self, x):
        if self.pool is None:
            self.pool = LanePool()
        a = self.pool.submit(0, self.main, x)
        b = self.pool.submit(1, self.side, x)
        self.pool.join()
        a, b = a.contiguous(), b.contiguous()
        y = torch.empty_like(a)
        n = a.numel()
        _add_relu[(triton.cdiv(n, 1024),)](a, b, y, n, BLOCK=1024)
        return y
