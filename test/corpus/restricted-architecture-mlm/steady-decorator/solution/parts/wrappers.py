"""Wrappers for forward methods."""

import functools
from torch.linalg import vector_norm as size_of
from torch import reciprocal as flipped


def steady(gain=1.0, floor=1e-3):
    """Keeps what a block returns at a constant size, so that deep stacks do not blow up."""

    def wrap(forward):
        @functools.wraps(forward)
        def run(self, x):
            y = forward(self, x)
            return y * (gain * y.shape[-1] ** 0.5 * flipped(size_of(y, dim=-1, keepdim=True) + floor))

        return run

    return wrap
