import numba as nb
import numpy as np


@nb.njit(parallel=True, cache=True, nogil=True)
def scan_chunks(x, y, parts):
    n = x.size
    step = (n + parts - 1) // parts
    flips = np.zeros(parts, np.int64)
    sums = np.zeros((parts, 2), np.int32)
    for p in nb.prange(parts):
        on = 0
        a0 = np.int32(0)
        a1 = np.int32(0)
        for i in range(p * step, min(n, (p + 1) * step)):
            v = x[i]
            if on:
                a1 += v
            else:
                a0 += v
            on ^= int(v > 0)
        flips[p] = on
        sums[p, 0] = a0
        sums[p, 1] = a1
    start = np.zeros(parts, np.int64)
    base = np.zeros(parts, np.int32)
    for p in range(1, parts):
        q = p - 1
        start[p] = start[q] ^ flips[q]
        base[p] = base[q] + sums[q, 1 - start[q]]
    for p in nb.prange(parts):
        on = start[p]
        acc = base[p]
        for i in range(p * step, min(n, (p + 1) * step)):
            v = x[i]
            if on:
                acc += v
            y[i] = acc
            on ^= int(v > 0)
