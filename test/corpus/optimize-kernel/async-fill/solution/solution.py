import torch

from background import Lane

lane = Lane()


def prefix_sum(x: torch.Tensor) -> torch.Tensor:
    x = x.contiguous()
    return lane.put(x, torch.empty_like(x))
