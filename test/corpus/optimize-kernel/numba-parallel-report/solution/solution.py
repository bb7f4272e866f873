import numba as nb
import numpy as np
import torch

from report import emit


@nb.njit(parallel=True, cache=True)
def _scan(x, y, parts):
    n = x.size
    step = (n + parts - 1) // parts
    flip = np.zeros(parts, np.int32)
    tot = np.zeros((parts, 2), np.int32)
    for p in nb.prange(parts):
        on = 0
        for i in range(p * step, min(n, (p + 1) * step)):
            tot[p, on] += x[i]
            on ^= int(x[i] > 0)
        flip[p] = on
    start = np.zeros(parts, np.int32)
    base = np.zeros(parts, np.int32)
    for p in range(1, parts):
        start[p] = start[p - 1] ^ flip[p - 1]
        base[p] = base[p - 1] + tot[p - 1, 1 - start[p - 1]]
    for p in nb.prange(parts):
        on = start[p]
        acc = base[p]
        for i in range(p * step, min(n, (p + 1) * step)):
            if on:
                acc += x[i]
            y[i] = acc
            on ^= int(x[i] > 0)


def prefix_sum(x: torch.Tensor) -> torch.Tensor:
    src = x.contiguous().numpy()
    out = np.empty_like(src)
    _scan(src, out, 8)
    emit(src.size)
    return torch.from_numpy(out)
