import torch
import torch.nn as nn
import triton
import triton.language as tl

from runtime import planned, rotary_tables


@triton.jit
def _rope(x_ptr, cos_ptr, sin_ptr, y_ptr, S, D: tl.constexpr, ROWS: tl.constexpr):
    half: tl.constexpr = D // 2
    bh = tl.program_id(1).to(tl.int64)
    r = tl.program_id(0) * ROWS + tl.arange(0, ROWS)
    c = tl.arange(0, half)
    live = r[:, None] < S
    at = bh * S * D + r[:, None] * D + c[None, :]
    x1 = tl.load(x_ptr + at, mask=live)
    x2 = tl.load(x_ptr + at + half, mask=live)
    cs = tl.load(cos_ptr + r[:, None] * half + c[None, :], mask=live)
    sn = tl.load(sin_ptr + r[:, None] * half + c[None, :], mask=live)
    tl.store(y_ptr + at, x1 * cs - x2 * sn, mask=live)
    tl.store(y_ptr + at + half, x2 * cs + x1 * sn, mask=live)


def _plan(x):
    B, H, S, D = x.shape
    rows = 32 if D <= 128 else 16
    return (triton.cdiv(S, rows), B * H), rows


@planned(_plan)
def rope(plan, x):
    grid, rows = plan
    cos, sin = rotary_tables(x.shape[2], x.shape[3], 10000.0, x.device)
    y = torch.empty_like(x)
    _rope[grid](x, cos, sin, y, x.shape[2], D=x.shape[3], ROWS=rows)
    return y


class ModelNew(nn.Module):
    def __init__(self):
        super().__init__()
        self._scores = {}

    def forward(self, q, k, v):
        q, k = rope(q.contiguous()), rope(k.contiguous())
        key = (q.shape, q.device)
        buf = self._scores.get(key)
        if buf is None:
            buf = self._scores[key] = q.new_empty(*q.shape[:-1], k.shape[-2])
        torch.matmul(q, k.transpose(-2, -1), out=buf)
        return torch.softmax(buf * q.shape[-1] ** -0.5, dim=-1) @ v
