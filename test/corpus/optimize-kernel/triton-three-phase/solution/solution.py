import sys
import time

import torch
import triton
import triton.language as tl

BLOCK = 4096


@triton.jit
def _plus(a, b):
    return a + b


@triton.jit
def _measure(x_ptr, flip_ptr, sum0_ptr, sum1_ptr, n, BLOCK: tl.constexpr):
    pid = tl.program_id(0)
    i = pid.to(tl.int64) * BLOCK + tl.arange(0, BLOCK)
    x = tl.load(x_ptr + i, mask=i < n, other=0)
    pos = (x > 0).to(tl.int32)
    odd = (tl.associative_scan(pos, 0, _plus) - pos) & 1
    tl.store(flip_ptr + pid, tl.sum(pos) & 1)
    tl.store(sum1_ptr + pid, tl.sum(x * odd))
    tl.store(sum0_ptr + pid, tl.sum(x * (1 - odd)))


@triton.jit
def _fill(x_ptr, y_ptr, on_ptr, base_ptr, n, BLOCK: tl.constexpr):
    pid = tl.program_id(0)
    i = pid.to(tl.int64) * BLOCK + tl.arange(0, BLOCK)
    x = tl.load(x_ptr + i, mask=i < n, other=0)
    pos = (x > 0).to(tl.int32)
    odd = (tl.associative_scan(pos, 0, _plus) - pos + tl.load(on_ptr + pid)) & 1
    y = tl.associative_scan(x * odd, 0, _plus) + tl.load(base_ptr + pid)
    tl.store(y_ptr + i, y, mask=i < n)


def prefix_sum(x: torch.Tensor) -> torch.Tensor:
    x = x.contiguous()
    n = x.numel()
    blocks = triton.cdiv(n, BLOCK)
    flip, s0, s1 = torch.empty((3, blocks), device=x.device, dtype=torch.int32)
    _measure[(blocks,)](x, flip, s0, s1, n, BLOCK=BLOCK)
    on = (torch.cumsum(flip, 0, dtype=torch.int32) - flip) & 1
    part = torch.where(on == 1, s0, s1)
    base = torch.cumsum(part, 0, dtype=torch.int32) - part
    y = torch.empty_like(x)
    _fill[(blocks,)](x, y, on, base, n, BLOCK=BLOCK)
    return y


def bench(n=100_000_000, repeats=10):
    spans = []
    for seed in range(repeats):
        g = torch.Generator("cuda").manual_seed(seed)
        x = torch.randint(-1000, 1000, (n,), device="cuda", dtype=torch.int32, generator=g)
        torch.cuda.synchronize()
        start = time.perf_counter()
        prefix_sum(x)
        torch.cuda.synchronize()
        spans.append((time.perf_counter() - start) * 1e3)
    print(f"median {sorted(spans)[repeats // 2]:.3f} ms")


if __name__ == "__main__":
    sys.exit(bench())
