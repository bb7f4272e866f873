import ctypes
import subprocess

import torch

subprocess.run(["gcc", "-O2", "-shared", "-fPIC", "-o", "scan.so", "scan.c"], check=True)
lib = ctypes.CDLL("./scan.so")


def custom_kernel(x):
    y = torch.empty_like(x)
    lib.scan(ctypes.c_void_p(x.data_ptr()), ctypes.c_void_p(y.data_ptr()), ctypes.c_long(x.numel()))
    return y
