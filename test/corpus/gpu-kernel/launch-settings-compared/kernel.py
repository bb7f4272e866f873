from dataclasses import dataclass

import torch
import torch.nn as nn
import triton
import triton.language as tl


@dataclass(unsafe_hash=True)
class Problem:
    rows: int
    width: int
    dtype: torch.dtype

    def __eq__(self, other):
        if not isinstance(other, Problem):
            return NotImplemented
        return (self.rows, self.width, self.dtype) == (other.rows, other.width, other.dtype)


@dataclass
class Launch:
    grid: tuple
    block: int
    warps: int


@triton.jit
def l1_kernel(x_ptr, y_ptr, width, BLOCK: tl.constexpr):
    row = tl.program_id(0).to(tl.int64)
    at = tl.arange(0, BLOCK)
    x = tl.load(x_ptr + row * width + at, mask=at < width, other=0.0)
    tl.store(y_ptr + row * width + at, x / tl.sum(tl.abs(x), 0), mask=at < width)


class ModelNew(nn.Module):
    def __init__(self):
        super().__init__()
        self.launches = {}

    def launch_for(self, x):
        problem = Problem(x.shape[0], x.shape[1], x.dtype)
        launch = self.launches.get(problem)
        if launch is None:
            block = triton.next_power_of_2(problem.width)
            launch = self.launches[problem] = Launch((problem.rows,), block, min(16, max(1, block // 256)))
        return launch

    def forward(self, x):
        x = x.contiguous()
        launch = self.launch_for(x)
        y = torch.empty_like(x)
        l1_kernel[launch.grid](x, y, x.shape[1], BLOCK=launch.block, num_warps=launch.warps)
        return y
