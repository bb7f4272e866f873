import ctypes
import subprocess
from pathlib import Path

import torch

CODE = """
#include <omp.h>
static int threads = 1;
void set_threads(int n) { threads = n < 1 ? 1 : n; omp_set_num_threads(threads); }
void twice(const float *x, float *y, long n) {
  #pragma omp parallel for num_threads(threads)
  for (long i = 0; i < n; i++) y[i] = 2 * x[i];
}
"""
path = Path(__file__).with_name("twice.c")
path.write_text(CODE)
subprocess.run(f"gcc -O3 -fopenmp -shared -fPIC {path} -o {path.with_suffix('.so')}", shell=True, check=True)
library = ctypes.CDLL(str(path.with_suffix(".so")))
library.set_threads(4)


def custom_kernel(x):
    y = torch.empty_like(x)
    library.twice(x.data_ptr(), y.data_ptr(), x.numel())
    return y
