import torch


def conditional_scan(x):
    flags = (x > 0).to(torch.int32)
    odd = (flags.cumsum(0, dtype=torch.int32) - flags) & 1
    return (x * odd).cumsum(0, dtype=torch.int32)
