import ctypes
import functools
import shutil
import subprocess
import tempfile
from pathlib import Path

import torch
import torch.nn as nn


@functools.lru_cache(maxsize=None)
def library(architecture):
    source = Path(__file__).with_name("transpose.cu")
    target = Path(tempfile.mkdtemp(prefix="transpose")) / "transpose.so"
    nvcc = shutil.which("nvcc") or "/usr/local/cuda/bin/nvcc"
    command = [nvcc, "-O3", f"-arch={architecture}", "-shared", "-Xcompiler", "-fPIC", str(source), "-o", str(target)]
    subprocess.run(command, check=True, capture_output=True)
    handle = ctypes.CDLL(str(target))
    handle.transpose.argtypes = [ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int, ctypes.c_int, ctypes.c_void_p]
    handle.transpose.restype = ctypes.c_int
    return handle


class ModelNew(nn.Module):
    def forward(self, x):
        x = x.contiguous()
        rows, columns = x.shape
        y = torch.empty(columns, rows, device=x.device, dtype=x.dtype)
        major, minor = torch.cuda.get_device_capability(x.device)
        stream = torch.cuda.current_stream(x.device).cuda_stream
        status = library(f"sm_{major}{minor}").transpose(x.data_ptr(), y.data_ptr(), rows, columns, stream)
        if status:
            raise RuntimeError(f"transpose: CUDA error {status}")
        return y
