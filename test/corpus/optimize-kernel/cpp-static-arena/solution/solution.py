from pathlib import Path

import torch
from torch.utils.cpp_extension import load

HERE = Path(__file__).resolve().parent

scan = load(
    name="conditional_scan",
    sources=[str(HERE / "scan.cpp")],
    extra_cflags=["-O3", "-march=native"],
)


def prefix_sum(x: torch.Tensor) -> torch.Tensor:
    return scan.prefix_sum(x.contiguous())
