import numpy as np
import torch


def prefix_sum(x: torch.Tensor) -> torch.Tensor:
    scratch = x.clone()
    values = scratch.numpy()
    positive = values > 0
    parity = np.logical_xor.accumulate(positive)
    np.logical_xor(parity, positive, out=parity)
    np.multiply(values, parity, out=values)
    np.cumsum(values, dtype=np.int32, out=values)
    return scratch
