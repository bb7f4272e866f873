import torch
import torch.nn as nn
import triton
import triton.language as tl


@triton.jit
def step_kernel(x_ptr, y_ptr, n, stride, BLOCK: tl.constexpr):
    at = tl.program_id(0).to(tl.int64) * BLOCK + tl.arange(0, BLOCK)
    x = tl.load(x_ptr + at, mask=at < n, other=0.0)
    earlier = tl.load(x_ptr + at - stride, mask=(at < n) & (at >= stride), other=0.0)
    tl.store(y_ptr + at, x + earlier, mask=at < n)


class ModelNew(nn.Module):
    """Inclusive sum by doubling strides."""

    def __init__(self):
        super().__init__()
        self._buffers_by_size = {}

    def buffers(self, x):
        key = (x.numel(), x.dtype, x.device)
        if key not in self._buffers_by_size:
            self._buffers_by_size[key] = [torch.empty_like(x), torch.empty_like(x)]
        return self._buffers_by_size[key]

    def forward(self, x):
        x = x.contiguous()
        n = x.numel()
        source, (a, b) = x, self.buffers(x)
        stride = 1
        while stride < n:
            step_kernel[(triton.cdiv(n, 1024),)](source, a, n, stride, BLOCK=1024)
            source, a, b = a, b, a
            stride *= 2
        return source.clone()
