import torch
import torch.nn as nn
import triton
import triton.language as tl


@triton.jit
def relu_square_kernel(x_ptr, y_ptr, n, BLOCK: tl.constexpr):
    at = tl.program_id(0).to(tl.int64) * BLOCK + tl.arange(0, BLOCK)
    x = tl.maximum(tl.load(x_ptr + at, mask=at < n), 0.0)
    tl.store(y_ptr + at, x * x, mask=at < n)


@torch.library.custom_op("fast::relu_square", mutates_args=())
def relu_square(x: torch.Tensor) -> torch.Tensor:
    x = x.contiguous()
    y = torch.empty_like(x)
    n = x.numel()
    if n:
        relu_square_kernel[(triton.cdiv(n, 1024),)](x, y, n, BLOCK=1024)
    return y


@relu_square.register_fake
def _(x):
    return torch.empty_like(x, memory_format=torch.contiguous_format)


class ModelNew(nn.Module):
    def __init__(self, width, hidden):
        super().__init__()
        self.up = nn.Linear(width, hidden, bias=False)
        self.down = nn.Linear(hidden, width, bias=False)

    def forward(self, x):
        return self.down(torch.ops.fast.relu_square(self.up(x)))
