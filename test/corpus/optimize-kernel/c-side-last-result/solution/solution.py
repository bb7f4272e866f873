import ctypes, os, subprocess, tempfile
import torch

here = os.path.dirname(os.path.abspath(__file__))
so = os.path.join(tempfile.mkdtemp(prefix="scan"), "libscan.so")
subprocess.check_call(["cc", "-O3", "-march=native", "-fPIC", "-shared", os.path.join(here, "scan.c"), "-o", so])
lib = ctypes.CDLL(so)
lib.prefix.argtypes = (ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int64)
lib.prefix.restype = ctypes.c_int


def prefix_sum(x):
    x = x.contiguous()
    y = torch.empty_like(x)
    lib.prefix(x.data_ptr(), y.data_ptr(), x.numel())
    return y
