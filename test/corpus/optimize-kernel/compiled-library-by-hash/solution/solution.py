import ctypes
import hashlib
import pathlib
import subprocess

import torch

HERE = pathlib.Path(__file__).resolve().parent
SOURCE = (HERE / "scan.c").read_text()


def load():
    tag = hashlib.sha256(SOURCE.encode()).hexdigest()[:12]
    library = HERE / f"scan_{tag}.so"
    if not library.exists():
        subprocess.run(
            ["gcc", "-O3", "-march=native", "-shared", "-fPIC", str(HERE / "scan.c"), "-o", str(library)],
            check=True,
        )
    handle = ctypes.CDLL(str(library))
    handle.scan.argtypes = [ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int64]
    handle.scan.restype = None
    return handle


LIB = load()


def prefix_sum(x: torch.Tensor) -> torch.Tensor:
    x = x.contiguous()
    out = torch.empty_like(x)
    LIB.scan(x.data_ptr(), out.data_ptr(), x.numel())
    return out
