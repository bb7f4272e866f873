import torch
import torch.nn as nn

try:
    import triton
    import triton.language as tl
except ImportError:
    triton = None


if triton is not None:

    @triton.jit
    def rms_kernel(x_ptr, w_ptr, y_ptr, width, eps, BLOCK: tl.constexpr):
        row = tl.program_id(0).to(tl.int64)
        at = tl.arange(0, BLOCK)
        x = tl.load(x_ptr + row * width + at, mask=at < width, other=0.0)
        w = tl.load(w_ptr + at, mask=at < width)
        tl.store(y_ptr + row * width + at, x * tl.rsqrt(tl.sum(x * x, 0) / width + eps) * w, mask=at < width)


def rms_chunks(rows, weight, eps, chunk=1024):
    out = torch.empty_like(rows)
    for source, target in zip(rows.split(chunk), out.split(chunk)):
        inverse = source.square().mean(dim=1, keepdim=True).add_(eps).rsqrt_()
        torch.mul(source, inverse, out=target)
        target.mul_(weight)
    return out


def rms_triton(rows, weight, eps):
    out = torch.empty_like(rows)
    width = rows.shape[1]
    rms_kernel[(rows.shape[0],)](rows, weight, out, width, eps, BLOCK=triton.next_power_of_2(width))
    return out


class ModelNew(nn.Module):
    def __init__(self, width, eps=1e-6):
        super().__init__()
        self.register_buffer("weight", torch.ones(width))
        self.eps = eps

    def forward(self, x):
        rows = x.reshape(-1, x.shape[-1])
        run = rms_triton if triton is not None and x.is_cuda else rms_chunks
        return run(rows, self.weight, self.eps).view_as(x)
