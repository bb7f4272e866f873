import torch


def conditional_scan(x: torch.Tensor) -> torch.Tensor:
    flags = (x > 0).int()
    exclusive = flags.cumsum(0, dtype=torch.int32) - flags
    gated = torch.where(exclusive.bitwise_and(1).bool(), x, torch.zeros_like(x))
    return gated.cumsum(0, dtype=torch.int32)
