import torch

from backends import conditional_scan


def prefix_sum(x: torch.Tensor) -> torch.Tensor:
    return torch.from_numpy(conditional_scan(x.contiguous().numpy()))
