import time

import numpy as np
import torch

CANDIDATES = (1 << 14, 1 << 16, 1 << 18, 1 << 20)
BEST: dict[int, int] = {}


def scan(values: np.ndarray, block: int) -> np.ndarray:
    out = np.empty_like(values)
    total, odd = np.int32(0), False
    with np.errstate(over="ignore"):
        for start in range(0, values.size, block):
            part = values[start : start + block]
            target = out[start : start + block]
            positive = part > 0
            inclusive = np.cumsum(positive, dtype=np.int32)
            parity = ((inclusive - positive) & 1).astype(bool) ^ odd
            np.cumsum(np.where(parity, part, 0), dtype=np.int32, out=target)
            target += total
            total = target[-1]
            odd ^= bool(inclusive[-1] & 1)
    return out


def choose(values: np.ndarray) -> int:
    timings = {}
    for block in CANDIDATES:
        began = time.perf_counter()
        scan(values, block)
        timings[block] = time.perf_counter() - began
    return min(timings, key=timings.get)


def prefix_sum(x: torch.Tensor) -> torch.Tensor:
    values = x.numpy()
    n = values.size
    if n not in BEST:
        BEST[n] = choose(values)
    return torch.from_numpy(scan(values, BEST[n]))
