import torch
import torch.nn as nn
import triton
import triton.language as tl


@triton.jit
def row_sum_kernel(x_ptr, y_ptr, width, BLOCK: tl.constexpr):
    row = tl.program_id(0).to(tl.int64)
    acc = tl.zeros((BLOCK,), tl.float32)
    for start in range(0, width, BLOCK):
        at = start + tl.arange(0, BLOCK)
        acc += tl.load(x_ptr + row * width + at, mask=at < width, other=0.0)
    tl.store(y_ptr + row, tl.sum(acc, 0))


class ModelNew(nn.Module):
    def __init__(self, dim=1):
        super().__init__()
        self.dim = dim

    def forward(self, x):
        moved = x.movedim(self.dim, -1).contiguous()
        shape = moved.shape[:-1]
        y = torch.empty(shape, device=x.device, dtype=x.dtype)
        row_sum_kernel[(y.numel(),)](moved, y, moved.shape[-1], BLOCK=1024)
        return y.unsqueeze(self.dim)
