import torch

from build import library

lib = library("scan.c")


def prefix_sum(x: torch.Tensor) -> torch.Tensor:
    x = x.contiguous()
    y = torch.empty_like(x)
    lib.scan(x.data_ptr(), y.data_ptr(), x.numel())
    return y
