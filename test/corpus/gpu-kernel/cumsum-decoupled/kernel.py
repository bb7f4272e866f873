import contextlib
import sys

import torch
import torch.nn as nn
import triton
import triton.language as tl


@triton.jit
def _add(a, b):
    return a + b


@triton.jit
def _scan(x_ptr, y_ptr, N, BLOCK: tl.constexpr):
    row = tl.program_id(0).to(tl.int64)
    carry = 0.0
    for start in range(0, N, BLOCK):
        offs = start + tl.arange(0, BLOCK)
        x = tl.load(x_ptr + row * N + offs, mask=offs < N, other=0.0)
        tl.store(y_ptr + row * N + offs, tl.associative_scan(x, 0, _add) + carry, mask=offs < N)
        carry += tl.sum(x, axis=0)


def _skip(*_, **__):
    return None


class Launcher:
    """Queues row scans; `synchronize` is called after each launch when debugging."""

    synchronize = staticmethod(_skip)

    def __call__(self, x):
        y = torch.empty_like(x)
        n = x.shape[-1]
        _scan[(x.numel() // n,)](x, y, n, BLOCK=2048, num_warps=8)
        self.synchronize()
        return y


@contextlib.contextmanager
def blocking(launcher):
    saved = launcher.synchronize
    setattr(launcher, "synchronize", torch.cuda.synchronize)
    try:
        yield launcher
    finally:
        setattr(launcher, "synchronize", saved)


class ModelNew(nn.Module):
    def __init__(self, dim):
        super().__init__()
        self.dim = dim
        self.launch = Launcher()

    def forward(self, x):
        return self.launch(x.movedim(self.dim, -1).contiguous()).movedim(-1, self.dim)


def main():
    x = torch.rand(64, 4001, device="cuda")
    model = ModelNew(1)
    with blocking(model.launch):
        got = model(x)
    torch.testing.assert_close(got, torch.cumsum(x, 1), rtol=1e-4, atol=1e-3)
    print("ok")
    return 0


if __name__ == "__main__":
    sys.exit(main())
