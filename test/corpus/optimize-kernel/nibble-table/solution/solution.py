import ctypes
import pathlib
import subprocess
import sys

import numpy as np
import torch

from tables import FLIP, KEEP

HERE = pathlib.Path(__file__).resolve().parent
SOURCE = r"""
#include <stdint.h>
void scan(const int32_t *x, const uint8_t *signs, const uint8_t *keep, const uint8_t *flip,
          int32_t *y, int64_t n) {
    uint32_t acc = 0; uint8_t on = 0;
    for (int64_t b = 0; b * 8 < n; b++) {
        uint8_t s = signs[b], k = keep[s] ^ (uint8_t)(0 - on);
        int m = n - b * 8 < 8 ? (int)(n - b * 8) : 8;
        for (int j = 0; j < m; j++) {
            acc += (0u - (k >> j & 1u)) & (uint32_t)x[b * 8 + j];
            y[b * 8 + j] = (int32_t)acc;
        }
        on ^= flip[s];
    }
}
"""


def _build():
    source, target = HERE / "nibble.c", HERE / "libnibble.so"
    source.write_text(SOURCE)
    subprocess.check_call(["gcc", "-O3", "-shared", "-fPIC", str(source), "-o", str(target)])
    return ctypes.CDLL(str(target))


_lib = _build()


def _ptr(a):
    return ctypes.c_void_p(a.ctypes.data)


def prefix_sum(x: torch.Tensor) -> torch.Tensor:
    a = x.contiguous().numpy()
    signs = np.packbits(a > 0, bitorder="little")
    y = np.empty_like(a)
    _lib.scan(_ptr(a), _ptr(signs), KEEP, FLIP, _ptr(y), ctypes.c_int64(a.size))
    return torch.from_numpy(y)


def _selfcheck(trials=200):
    rng = np.random.default_rng(0)
    for _ in range(trials):
        x = rng.integers(-5, 6, size=rng.integers(1, 100), dtype=np.int32)
        on = acc = 0
        expected = []
        for v in x.tolist():
            acc += v if on else 0
            expected.append(acc)
            on ^= v > 0
        if prefix_sum(torch.from_numpy(x)).tolist() != expected:
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(_selfcheck())
