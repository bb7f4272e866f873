import ctypes
import os
import subprocess

import torch

here = os.path.dirname(__file__)
compiler = "nvcc" if torch.cuda.is_available() else "g++"
target = os.path.join(here, "axpy.so")
subprocess.run([compiler, "-x", "cu" if compiler == "nvcc" else "c++", "-O2", "-shared", "-o", target, os.path.join(here, "axpy.cu")], check=True)
library = ctypes.CDLL(target)


def custom_kernel(data):
    x, y = data
    out = torch.empty_like(x)
    library.axpy(ctypes.c_void_p(x.data_ptr()), ctypes.c_void_p(y.data_ptr()), ctypes.c_void_p(out.data_ptr()), ctypes.c_int(x.numel()))
    return out
