import torch


def blocked_scan(x):
    positive = x.gt(0)
    inclusive = positive.cumsum(0, dtype=torch.int32)
    odd = (inclusive - positive.int()) & 1
    return (x * odd).cumsum(0, dtype=torch.int32)
