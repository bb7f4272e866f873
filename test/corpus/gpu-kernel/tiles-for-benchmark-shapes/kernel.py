import torch
import torch.nn as nn
import triton
import triton.language as tl

BLOCKS = {(16, 64, 256, 256): 4096, (112, 64, 512, 512): 8192, (8, 32, 64, 64): 1024}


@triton.jit
def instance_norm_kernel(x_ptr, y_ptr, size, eps, BLOCK: tl.constexpr):
    base = tl.program_id(0).to(tl.int64) * size
    total = tl.zeros((BLOCK,), tl.float32)
    for start in range(0, size, BLOCK):
        at = start + tl.arange(0, BLOCK)
        total += tl.load(x_ptr + base + at, mask=at < size, other=0.0)
    mean = tl.sum(total, 0) / size
    square = tl.zeros((BLOCK,), tl.float32)
    for start in range(0, size, BLOCK):
        at = start + tl.arange(0, BLOCK)
        d = tl.where(at < size, tl.load(x_ptr + base + at, mask=at < size, other=0.0) - mean, 0.0)
        square += d * d
    rstd = tl.rsqrt(tl.sum(square, 0) / size + eps)
    for start in range(0, size, BLOCK):
        at = start + tl.arange(0, BLOCK)
        x = tl.load(x_ptr + base + at, mask=at < size)
        tl.store(y_ptr + base + at, (x - mean) * rstd, mask=at < size)


class ModelNew(nn.Module):
    def __init__(self, num_features, eps=1e-5):
        super().__init__()
        self.eps = eps

    def forward(self, x):
        x = x.contiguous()
        y = torch.empty_like(x)
        size = x.shape[2] * x.shape[3]
        if tuple(x.shape) in BLOCKS:
            block = BLOCKS[tuple(x.shape)]
        else:
            block = min(4096, triton.next_power_of_2(size))
        instance_norm_kernel[(x.shape[0] * x.shape[1],)](x, y, size, self.eps, BLOCK=block)
        return y
