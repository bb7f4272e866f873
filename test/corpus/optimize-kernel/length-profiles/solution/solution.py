import numpy as np
import torch

from profiles import profile_for


def _chunked(x: np.ndarray, out: np.ndarray, chunk: int) -> None:
    parity, carry = 0, np.int32(0)
    with np.errstate(over="ignore"):
        for at in range(0, x.size, chunk):
            part = x[at : at + chunk]
            pos = (part > 0).view(np.int8)
            odd = (np.cumsum(pos, dtype=np.int32) - pos + parity) & 1
            dst = out[at : at + chunk]
            np.cumsum(part * odd, dtype=np.int32, out=dst)
            dst += carry
            carry = dst[-1]
            parity = (parity + int(pos.sum(dtype=np.int64))) & 1


def prefix_sum(x: torch.Tensor) -> torch.Tensor:
    n = x.numel()
    out = np.empty(n, dtype=np.int32)
    _chunked(x.contiguous().numpy(), out, profile_for(n).chunk)
    return torch.from_numpy(out)
