import ctypes
import hashlib
import os
import subprocess
import threading
from pathlib import Path

import torch
import torch.nn as nn

CODE = r"""
#include <math.h>
void log_softmax(const float *x, float *y, long rows, long width) {
    for (long r = 0; r < rows; ++r) {
        const float *in = x + r * width;
        float *out = y + r * width;
        float top = in[0];
        double sum = 0.0;
        for (long i = 1; i < width; ++i) top = in[i] > top ? in[i] : top;
        for (long i = 0; i < width; ++i) sum += expf(in[i] - top);
        const float shift = top + (float)log(sum);
        for (long i = 0; i < width; ++i) out[i] = in[i] - shift;
    }
}
"""


def build() -> ctypes.CDLL:
    name = hashlib.sha1(CODE.encode()).hexdigest()[:10]
    folder = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "log_softmax"
    folder.mkdir(parents=True, exist_ok=True)
    library = folder / f"{name}.so"
    if not library.exists():
        source = folder / f"{name}.c"
        source.write_text(CODE)
        flags = ["-O3", "-march=native", "-ffast-math", "-fno-finite-math-only", "-shared", "-fPIC"]
        subprocess.run(["gcc", *flags, str(source), "-o", str(library), "-lm"], check=True)
    loaded = ctypes.CDLL(str(library))
    loaded.log_softmax.argtypes = [ctypes.c_void_p, ctypes.c_void_p, ctypes.c_long, ctypes.c_long]
    loaded.log_softmax.restype = None
    return loaded


LIBRARY = build()


class ModelNew(nn.Module):
    def __init__(self, dim=1, workers=4):
        super().__init__()
        self.workers = workers

    def forward(self, x):
        x = x.contiguous()
        rows, width = x.shape
        y = torch.empty_like(x)
        per, size = -(-rows // self.workers), x.element_size()
        threads = []
        for first in range(0, rows, max(per, 1)):
            offset = first * width * size
            arguments = (x.data_ptr() + offset, y.data_ptr() + offset, min(per, rows - first), width)
            threads.append(threading.Thread(target=LIBRARY.log_softmax, args=arguments))
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return y
