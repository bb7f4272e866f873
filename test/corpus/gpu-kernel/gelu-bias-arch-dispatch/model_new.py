import torch
import torch.nn as nn
import torch.nn.functional as F
import triton
import triton.language as tl


@triton.jit
def _bias_gelu_flat(x_ptr, b_ptr, y_ptr, n_elements, n_cols, BLOCK: tl.constexpr):
    pid = tl.program_id(0).to(tl.int64)
    offs = pid * BLOCK + tl.arange(0, BLOCK)
    mask = offs < n_elements
    v = tl.load(x_ptr + offs, mask=mask) + tl.load(b_ptr + offs % n_cols, mask=mask)
    tl.store(y_ptr + offs, 0.5 * v * (1.0 + tl.erf(v * 0.7071067811865476)), mask=mask)


@triton.jit
def _bias_gelu_rows(x_ptr, b_ptr, y_ptr, n_rows, n_cols, BLOCK: tl.constexpr, ROWS: tl.constexpr):
    cols = tl.program_id(0) * BLOCK + tl.arange(0, BLOCK)
    keep = cols < n_cols
    b = tl.load(b_ptr + cols, mask=keep, other=0.0)
    first = tl.program_id(1) * ROWS
    for r in range(0, ROWS):
        live = keep & (first + r < n_rows)
        at = (first + r) * n_cols + cols
        v = tl.load(x_ptr + at, mask=live, other=0.0) + b
        tl.store(y_ptr + at, 0.5 * v * (1.0 + tl.erf(v * 0.7071067811865476)), mask=live)


class Epilogue(nn.Module):
    """bias + gelu after the GEMM; the row variant needs the larger register file."""

    def __init__(self, block: int = 1024):
        super().__init__()
        self.block = block
        self.scale = 0.0

    def forward(self, acc: torch.Tensor, bias: torch.Tensor) -> torch.Tensor:
        y = torch.empty_like(acc)
        rows, cols = acc.shape
        major, _ = torch.cuda.get_device_capability(acc.device)
        if major >= 9:
            grid = (triton.cdiv(cols, self.block), triton.cdiv(rows, 16))
            _bias_gelu_rows[grid](acc, bias, y, rows, cols, BLOCK=self.block, ROWS=16)
        else:
            grid = (triton.cdiv(acc.numel(), self.block),)
            _bias_gelu_flat[grid](acc, bias, y, acc.numel(), cols, BLOCK=self.block)
        return y


class ModelNew(nn.Module):
    def __init__(self, in_features: int, out_features: int):
        super().__init__()
        self.linear = nn.Linear(in_features, out_features)
        self.epilogue = Epilogue()

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        acc = F.linear(x, self.linear.weight)
        return self.epilogue(acc, self.linear.bias)
