import functools
import warnings

import torch
import torch.nn as nn
import triton
import triton.language as tl


@triton.jit
def gelu_wide(x_ptr, y_ptr, n, BLOCK: tl.constexpr):
    at = tl.program_id(0).to(tl.int64) * BLOCK + tl.arange(0, BLOCK)
    x = tl.load(x_ptr + at, mask=at < n)
    tl.store(y_ptr + at, 0.5 * x * (1.0 + tl.erf(x * 0.7071067811865476)), mask=at < n)


@triton.jit
def gelu_persistent(x_ptr, y_ptr, n, programs, BLOCK: tl.constexpr):
    for block in range(tl.program_id(0), tl.cdiv(n, BLOCK), programs):
        at = block * BLOCK + tl.arange(0, BLOCK)
        x = tl.load(x_ptr + at, mask=at < n)
        tl.store(y_ptr + at, 0.5 * x * (1.0 + tl.erf(x * 0.7071067811865476)), mask=at < n)


@functools.lru_cache(maxsize=None)
def processors(index):
    properties = torch.cuda.get_device_properties(index)
    if properties.major < 8:
        warnings.warn("not tuned for this GPU", stacklevel=3)
    return properties.multi_processor_count if properties.major >= 9 else 0


class ModelNew(nn.Module):
    def forward(self, x):
        x = x.contiguous()
        y = torch.empty_like(x)
        n = x.numel()
        if n == 0:
            return y
        programs = processors(x.device.index) * 4 if x.is_cuda else 0
        if programs:
            gelu_persistent[(programs,)](x, y, n, programs, BLOCK=2048)
        else:
            gelu_wide[(triton.cdiv(n, 1024),)](x, y, n, BLOCK=1024)
        return y
