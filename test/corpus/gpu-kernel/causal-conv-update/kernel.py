import torch
import torch.nn as nn
import triton
import triton.language as tl

from runtime import planned


@triton.jit
def _conv_kernel(x_ptr, w_ptr, b_ptr, y_ptr, L, D, W: tl.constexpr, BLOCK_L: tl.constexpr):
    d = tl.program_id(0)
    n = tl.program_id(1)
    t = tl.program_id(2) * BLOCK_L + tl.arange(0, BLOCK_L)
    base = (n * D + d) * L
    acc = tl.zeros((BLOCK_L,), dtype=tl.float32) + tl.load(b_ptr + d)
    for k in tl.static_range(W):
        src = t - (W - 1) + k
        v = tl.load(x_ptr + base + src, mask=(src >= 0) & (src < L), other=0.0)
        acc += v * tl.load(w_ptr + d * W + k)
    acc = acc * tl.sigmoid(acc)
    tl.store(y_ptr + base + t, acc, mask=t < L)


@planned(capacity=16)
def causal_conv_silu(x, weight, bias):
    N, D, L = x.shape
    y = torch.empty_like(x)
    grid = lambda meta: (D, N, triton.cdiv(L, meta["BLOCK_L"]))
    _conv_kernel[grid](x, weight, bias, y, L, D, W=weight.shape[-1], BLOCK_L=512)
    return y


class ModelNew(nn.Module):
    def __init__(self, dim: int, width: int = 4):
        super().__init__()
        self.weight = nn.Parameter(torch.randn(dim, width) * 0.1)
        self.bias = nn.Parameter(torch.zeros(dim))

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return causal_conv_silu(x.contiguous(), self.weight.detach(), self.bias.detach())
