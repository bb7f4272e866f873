import torch
import triton
import triton.language as tl


@triton.jit
def _count(x_ptr, flip_ptr, n, BLOCK: tl.constexpr):
    b = tl.program_id(0).to(tl.int64)
    at = b * BLOCK + tl.arange(0, BLOCK)
    x = tl.load(x_ptr + at, mask=at < n, other=0)
    tl.store(flip_ptr + b, tl.sum((x > 0).to(tl.int32), 0) & 1)


@triton.jit
def _gate(x_ptr, start_ptr, y_ptr, total_ptr, n, BLOCK: tl.constexpr):
    b = tl.program_id(0).to(tl.int64)
    at = b * BLOCK + tl.arange(0, BLOCK)
    x = tl.load(x_ptr + at, mask=at < n, other=0)
    positive = (x > 0).to(tl.int32)
    before = tl.cumsum(positive, 0) - positive + tl.load(start_ptr + b)
    gated = x * (before & 1)
    tl.store(y_ptr + at, tl.cumsum(gated, 0), mask=at < n)
    tl.store(total_ptr + b, tl.sum(gated, 0))


@triton.jit
def _shift(y_ptr, offset_ptr, n, BLOCK: tl.constexpr):
    b = tl.program_id(0).to(tl.int64)
    at = b * BLOCK + tl.arange(0, BLOCK)
    y = tl.load(y_ptr + at, mask=at < n, other=0)
    tl.store(y_ptr + at, y + tl.load(offset_ptr + b), mask=at < n)


def exclusive(values):
    return torch.cumsum(values, 0, dtype=torch.int32) - values


def prefix_sum(x: torch.Tensor, BLOCK: int = 4096) -> torch.Tensor:
    n = x.numel()
    out = torch.empty_like(x)
    if n == 0:
        return out
    grid = (triton.cdiv(n, BLOCK),)
    flips = torch.empty(grid[0], dtype=torch.int32, device=x.device)
    totals = torch.empty_like(flips)
    _count[grid](x, flips, n, BLOCK=BLOCK)
    _gate[grid](x, exclusive(flips), out, totals, n, BLOCK=BLOCK)
    _shift[grid](out, exclusive(totals), n, BLOCK=BLOCK)
    return out
