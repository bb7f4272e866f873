import ctypes
import subprocess
import tempfile
from pathlib import Path

import torch

CODE = r"""
#include <stdint.h>
void scan(const int32_t *x, int32_t *y, int64_t n) {
    uint32_t sum = 0, mask = 0;
    for (int64_t i = 0; i < n; ++i) {
        sum += mask & (uint32_t)x[i];
        y[i] = (int32_t)sum;
        mask ^= -(uint32_t)(x[i] > 0);
    }
}
"""

folder = Path(tempfile.mkdtemp(prefix="prefix"))
(folder / "scan.c").write_text(CODE)
subprocess.run(["gcc", "-O3", "-shared", "-fPIC", "scan.c", "-o", "scan.so"], cwd=folder, check=True)
library = ctypes.CDLL(str(folder / "scan.so"))
library.scan.argtypes = [ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int64]

outputs = {}


def output_for(x):
    key = x.numel()
    if key not in outputs:
        outputs[key] = torch.empty_like(x)
    return outputs[key]


def prefix_sum(x: torch.Tensor) -> torch.Tensor:
    y = output_for(x)
    library.scan(x.data_ptr(), y.data_ptr(), x.numel())
    return y
