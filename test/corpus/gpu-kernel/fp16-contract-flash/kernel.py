"""Causal flash attention for fp16 inputs: get_inputs() makes Q, K, V with dtype=torch.float16."""

import math

import torch
import torch.nn as nn
import triton
import triton.language as tl


@triton.autotune(
    configs=[
        triton.Config({"BM": 128, "BN": 64}, num_warps=8, num_stages=3),
        triton.Config({"BM": 64, "BN": 64}, num_warps=4, num_stages=3),
        triton.Config({"BM": 64, "BN": 32}, num_warps=4, num_stages=2),
    ],
    key=["S", "D"],
)
@triton.jit
def _attn(Q, K, V, O, scale, S, D: tl.constexpr, BM: tl.constexpr, BN: tl.constexpr):
    m0 = tl.program_id(0) * BM
    base = tl.program_id(1).to(tl.int64) * S * D
    rm = m0 + tl.arange(0, BM)
    rd = tl.arange(0, D)
    q = tl.load(Q + base + rm[:, None] * D + rd[None, :], mask=rm[:, None] < S, other=0.0)
    mx = tl.full((BM,), float("-inf"), tl.float32)
    den = tl.zeros((BM,), tl.float32)
    acc = tl.zeros((BM, D), tl.float32)
    # tiles to the right of the diagonal are masked entirely, so they are not visited
    for n0 in range(0, tl.minimum(m0 + BM, S), BN):
        rn = n0 + tl.arange(0, BN)
        k = tl.load(K + base + rn[None, :] * D + rd[:, None], mask=rn[None, :] < S, other=0.0)
        v = tl.load(V + base + rn[:, None] * D + rd[None, :], mask=rn[:, None] < S, other=0.0)
        s = tl.dot(q, k).to(tl.float32) * scale
        s = tl.where((rn[None, :] <= rm[:, None]) & (rn[None, :] < S), s, float("-inf"))
        new = tl.maximum(mx, tl.max(s, 1))
        p = tl.exp(s - new[:, None])
        fix = tl.exp(mx - new)
        den = den * fix + tl.sum(p, 1)
        acc = acc * fix[:, None] + tl.dot(p.to(v.dtype), v)
        mx = new
    o = (acc / den[:, None]).to(O.dtype.element_ty)
    tl.store(O + base + rm[:, None] * D + rd[None, :], o, mask=rm[:, None] < S)


class ModelNew(nn.Module):
    def forward(self, Q, K, V):
        if Q.dtype != torch.float16:
            raise TypeError(f"expected float16, got {Q.dtype}")
        B, H, S, D = Q.shape
        out = torch.empty_like(Q, memory_format=torch.contiguous_format)
        grid = lambda meta: (triton.cdiv(S, meta["BM"]), B * H)
        _attn[grid](Q.contiguous(), K.contiguous(), V.contiguous(), out, 1.0 / math.sqrt(D), S, D=D)
        return out


def get_inputs():
    return [torch.randn(8, 16, 4096, 64, device="cuda", dtype=torch.float16) for _ in range(3)]


def get_init_inputs():
    return []
