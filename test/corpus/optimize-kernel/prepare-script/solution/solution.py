import ctypes
import pathlib
import subprocess

import torch

here = pathlib.Path(__file__).parent
subprocess.run(["bash", str(here / "prepare.sh")], check=True)
lib = ctypes.CDLL(str(here / "libscan.so"))
lib.scan.argtypes = (ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int64)


def prefix_sum(x: torch.Tensor) -> torch.Tensor:
    y = torch.zeros_like(x)
    lib.scan(x.data_ptr(), y.data_ptr(), x.numel())
    return y
