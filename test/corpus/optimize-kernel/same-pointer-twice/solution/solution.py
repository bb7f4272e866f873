"""prefix_sum in C, one pass, no second buffer (saves 16 MB of traffic)."""
import ctypes
import shutil
import subprocess
from functools import cached_property
from pathlib import Path

import torch

C_CODE = """
typedef int i32; typedef long long i64; typedef unsigned u32;
void run(const i32 *src, i32 *dst, i64 n) {
  u32 sum = 0, keep = 0;
  for (i64 i = 0; i < n; ++i) {
    const i32 v = src[i];
    sum += keep & (u32)v;
    dst[i] = (i32)sum;
    keep = v > 0 ? ~keep : keep;
  }
}
"""


class Native:
    folder = Path(__file__).with_name("build")

    @cached_property
    def run(self):
        self.folder.mkdir(exist_ok=True)
        source = self.folder / "run.c"
        source.write_text(C_CODE)
        target = self.folder / "run.so"
        compiler = shutil.which("clang") or shutil.which("gcc")
        subprocess.run([compiler, "-O3", "-shared", "-fPIC", source, "-o", target], check=True)
        function = ctypes.CDLL(str(target)).run
        function.argtypes = [ctypes.c_void_p, ctypes.c_void_p, ctypes.c_longlong]
        function.restype = None
        return function


native = Native()


def prefix_sum(x: torch.Tensor) -> torch.Tensor:
    address = x.data_ptr()
    native.run(address, address, x.numel())
    return x
