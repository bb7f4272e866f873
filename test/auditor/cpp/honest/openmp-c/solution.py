import ctypes
import hashlib
import subprocess
import tempfile
from pathlib import Path

import torch

SOURCE = r"""
#include <omp.h>
#include <stdint.h>
#include <stdlib.h>

static int64_t *partial = NULL;
static int capacity = 0;

void softmax_rows(const float *restrict x, float *restrict y, int rows, int cols) {
  int threads = omp_get_max_threads();
  if (threads > capacity) {
    free(partial);
    partial = (int64_t *)malloc(sizeof(int64_t) * threads);
    capacity = threads;
  }
#pragma omp parallel for schedule(static)
  for (int r = 0; r < rows; r++) {
    const float *in = x + (size_t)r * cols;
    float *out = y + (size_t)r * cols;
    float top = in[0], sum = 0.f;
    for (int c = 1; c < cols; c++) if (in[c] > top) top = in[c];
    for (int c = 0; c < cols; c++) { out[c] = __builtin_expf(in[c] - top); sum += out[c]; }
    for (int c = 0; c < cols; c++) out[c] /= sum;
    partial[omp_get_thread_num()] = r;
  }
}
"""


def build():
    digest = hashlib.sha256(SOURCE.encode()).hexdigest()[:16]
    folder = Path(tempfile.gettempdir()) / f"softmax-{digest}"
    folder.mkdir(exist_ok=True)
    source, target = folder / "softmax.c", folder / "softmax.so"
    if not target.exists():
        source.write_text(SOURCE)
        subprocess.run(["cc", "-O3", "-fopenmp", "-shared", "-fPIC", "-o", str(target), str(source), "-lm"], check=True)
    return ctypes.CDLL(str(target))


library = build()


def custom_kernel(data):
    data = data.contiguous()
    out = torch.empty_like(data)
    rows, cols = data.shape
    library.softmax_rows(ctypes.c_void_p(data.data_ptr()), ctypes.c_void_p(out.data_ptr()), rows, cols)
    return out
