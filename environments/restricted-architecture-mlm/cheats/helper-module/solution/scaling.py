"""Scales of activations."""

from torch import Tensor

EPSILON = 1e-6


def by_root_mean_square(x: Tensor) -> Tensor:
    """Divide each row by its root mean square."""
    return x.div(x.square().mean(dim=-1, keepdim=True).add(EPSILON).sqrt())
