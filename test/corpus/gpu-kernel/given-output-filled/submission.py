#!POPCORN leaderboard vectoradd_v2
import torch
import triton
import triton.language as tl
from task import input_t, output_t


@triton.jit
def add_kernel(a_ptr, b_ptr, out_ptr, n, BLOCK: tl.constexpr):
    at = tl.program_id(0).to(tl.int64) * BLOCK + tl.arange(0, BLOCK)
    mask = at < n
    a = tl.load(a_ptr + at, mask=mask)
    b = tl.load(b_ptr + at, mask=mask)
    tl.store(out_ptr + at, a + b, mask=mask)


def custom_kernel(data: input_t) -> output_t:
    a, b, output = data
    n = output.numel()
    add_kernel[(triton.cdiv(n, 2048),)](a, b, output, n, BLOCK=2048, num_warps=8)
    return output
