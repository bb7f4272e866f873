import ctypes

import torch

from background import Lanes, build

lib = build()
lanes = Lanes()
P, N, U = ctypes.c_void_p, ctypes.c_int64, ctypes.c_uint32


def _measure(at, n):
    out = (U * 3)()
    lib.measure(P(at), N(n), out)
    return tuple(out)


def _fill(src, dst, n, on, acc):
    lib.fill(P(src), P(dst), N(n), U(on), U(acc))


def prefix_sum(x: torch.Tensor) -> torch.Tensor:
    x = x.contiguous()
    y = torch.empty_like(x)
    n, k = x.numel(), lanes.count
    cuts = [n * i // k for i in range(k + 1)]
    spans = list(zip(cuts, cuts[1:]))
    stats = lanes.each(_measure, [(x.data_ptr() + 4 * a, b - a) for a, b in spans])
    on = acc = 0
    jobs = []
    for (a, b), (flip, s0, s1) in zip(spans, stats):
        jobs.append((x.data_ptr() + 4 * a, y.data_ptr() + 4 * a, b - a, on, acc))
        acc = (acc + (s0 if on else s1)) & 0xFFFFFFFF
        on ^= flip
    lanes.each(_fill, jobs)
    return y
