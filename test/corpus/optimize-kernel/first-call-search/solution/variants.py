import numpy as np
import torch


def via_torch(x: torch.Tensor) -> torch.Tensor:
    pos = (x > 0).to(torch.int32)
    odd = (torch.cumsum(pos, 0, dtype=torch.int32) - pos) & 1
    return torch.cumsum(x * odd, 0, dtype=torch.int32)


def via_xor(x: torch.Tensor) -> torch.Tensor:
    a = x.numpy()
    odd = np.empty(a.size, dtype=np.bool_)
    odd[:1] = False
    np.logical_xor.accumulate(a[:-1] > 0, out=odd[1:])
    return torch.from_numpy(np.cumsum(np.where(odd, a, 0), dtype=np.int32))


def via_segments(x: torch.Tensor) -> torch.Tensor:
    a = x.numpy()
    at = np.flatnonzero(a > 0)
    keep = a.copy()
    starts = np.concatenate(([0], at[1::2] + 1))
    stops = at[0::2] + 1
    mark = np.zeros(a.size + 1, dtype=np.int8)
    mark[starts[: len(starts)]] += 1
    mark[stops] -= 1
    keep[np.cumsum(mark[:-1], dtype=np.int8) > 0] = 0
    return torch.from_numpy(np.cumsum(keep, dtype=np.int32))


ALL = (via_torch, via_xor, via_segments)
