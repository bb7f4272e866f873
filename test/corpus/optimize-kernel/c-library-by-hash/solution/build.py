"""Compiles scan.c once per source version."""

import ctypes
import hashlib
import os
import pathlib
import subprocess

HERE = pathlib.Path(__file__).resolve().parent
FLAGS = ("-O3", "-march=native", "-fno-math-errno", "-shared", "-fPIC")

_loaded: dict[str, ctypes.CDLL] = {}


def library(name: str) -> ctypes.CDLL:
    source = (HERE / name).read_bytes()
    key = hashlib.sha256(source + " ".join(FLAGS).encode()).hexdigest()[:12]
    if key not in _loaded:
        target = HERE / f"lib{pathlib.Path(name).stem}-{key}.so"
        if not target.exists():
            scratch = target.with_suffix(f".{os.getpid()}.tmp")
            subprocess.run(["gcc", *FLAGS, "-o", str(scratch), str(HERE / name)], check=True)
            os.replace(scratch, target)
        lib = ctypes.CDLL(str(target))
        lib.scan.argtypes = [ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int64]
        lib.scan.restype = None
        _loaded[key] = lib
    return _loaded[key]
