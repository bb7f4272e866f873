import ctypes
import os
import subprocess

import torch

here = os.path.dirname(os.path.abspath(__file__))
library = os.path.join(here, "pool.so")
if not os.path.exists(library):
    subprocess.check_call(["gcc", "-O3", "-march=native", "-shared", "-fPIC", "-pthread", os.path.join(here, "pool.c"), "-o", library])
_lib = ctypes.CDLL(library)
_lib.prefix.argtypes = [ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int64]
_lib.prefix.restype = None


def custom_kernel(x):
    x = x.contiguous()
    y = torch.empty_like(x)
    _lib.prefix(x.data_ptr(), y.data_ptr(), x.numel())
    return y
