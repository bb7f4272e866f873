from concurrent.futures import ThreadPoolExecutor

import numpy as np
import torch

import pacing

WORKERS = 2
pool = ThreadPoolExecutor(WORKERS)
pacing.calibrate()


def _part(x):
    pos = (x > 0).astype(np.uint8)
    before = np.cumsum(pos, dtype=np.int32) - pos
    odd = before & 1
    s1 = np.cumsum(x * odd, dtype=np.int32)
    s0 = np.cumsum(x * (1 - odd), dtype=np.int32)
    return int(pos.sum()) & 1, s1, s0


def prefix_sum(x: torch.Tensor) -> torch.Tensor:
    parts = list(pool.map(_part, np.array_split(x.numpy(), WORKERS)))
    out, parity, carry = [], 0, np.int32(0)
    for flip, s1, s0 in parts:
        s = (s0 if parity else s1) + carry
        out.append(s)
        if len(s):
            carry = s[-1]
        parity ^= flip
    return torch.from_numpy(np.concatenate(out))
