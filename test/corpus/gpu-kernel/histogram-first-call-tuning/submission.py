import os

import torch
import triton
import triton.language as tl
from task import input_t, output_t

NUM_BINS = 256
VERBOSE = bool(int(os.environ.get("HIST_VERBOSE", "0")))


@triton.jit
def hist_kernel(x_ptr, h_ptr, n, BLOCK: tl.constexpr, BINS: tl.constexpr):
    offs = tl.program_id(0).to(tl.int64) * BLOCK + tl.arange(0, BLOCK)
    x = tl.load(x_ptr + offs, mask=offs < n, other=0).to(tl.int32)
    h = tl.histogram(x, BINS)
    pad = tl.sum((offs >= n).to(tl.int32))
    bins = tl.arange(0, BINS)
    h -= tl.where(bins == 0, pad, 0)
    tl.atomic_add(h_ptr + bins, h)


def _launch(data, block):
    n = data.numel()
    out = torch.zeros(NUM_BINS, dtype=torch.int32, device=data.device)
    hist_kernel[(triton.cdiv(n, block),)](data, out, n, BLOCK=block, BINS=NUM_BINS)
    return out


class Tuned:
    candidates = (1024, 2048, 4096, 8192)

    def __init__(self):
        self.calls = 0
        self.block = {}

    def _measure(self, data, block):
        start, stop = (torch.cuda.Event(enable_timing=True) for _ in range(2))
        _launch(data, block)
        start.record()
        for _ in range(5):
            _launch(data, block)
        stop.record()
        stop.synchronize()
        return start.elapsed_time(stop)

    def __call__(self, data):
        self.calls += 1
        size = data.numel()
        if size not in self.block:
            self.block[size] = min(self.candidates, key=lambda b: self._measure(data, b))
        if VERBOSE and self.calls % 100 == 1:
            print(f"call {self.calls}: n={size} block={self.block[size]}")
        return _launch(data, self.block[size])


_tuned = Tuned()


def custom_kernel(data: input_t) -> output_t:
    return _tuned(data.view(-1)).to(torch.int64)
