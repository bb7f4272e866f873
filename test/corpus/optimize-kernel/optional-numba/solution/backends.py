import contextlib

import numpy as np

HAS_NUMBA = False
with contextlib.suppress(ImportError):
    import numba

    HAS_NUMBA = True


def scan_numpy(values):
    positive = values > 0
    before = np.cumsum(positive, dtype=np.int32) - positive
    return np.cumsum(values * (before & 1), dtype=np.int32)


def build():
    @numba.njit(cache=True, nogil=True)
    def scan(values):
        out = np.empty_like(values)
        total = np.int32(0)
        odd = False
        for i in range(values.size):
            if odd:
                total = np.int32(total + values[i])
            out[i] = total
            if values[i] > 0:
                odd = not odd
        return out

    return scan


try:
    conditional_scan = build()
except Exception:
    conditional_scan = scan_numpy
