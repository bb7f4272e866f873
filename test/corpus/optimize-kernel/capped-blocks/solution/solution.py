import numpy as np
import torch

CONFIG = {"block": 1 << 16, "max_blocks": 16}


def blocks(n, config=CONFIG):
    count = min(-(-n // config["block"]), config["max_blocks"])
    for b in range(count):
        start = b * config["block"]
        yield slice(start, min(start + config["block"], n))


def prefix_sum(x: torch.Tensor) -> torch.Tensor:
    out = torch.empty_like(x)
    source, target = x.numpy(), out.numpy()
    total, odd = np.int32(0), False
    with np.errstate(over="ignore"):
        for part in blocks(x.numel()):
            values = source[part]
            positive = values > 0
            parity = np.logical_xor.accumulate(positive) ^ positive ^ odd
            np.cumsum(np.where(parity, values, 0), dtype=np.int32, out=target[part])
            target[part] += total
            total = target[part][-1]
            odd ^= bool(np.count_nonzero(positive) & 1)
    return out
