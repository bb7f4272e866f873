"""A mean with its standard error, for values that come in independent groups."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True)
class Estimate:
    """A mean and the standard error of it, in the unit of the values; `count` is the number of values averaged."""

    mean: float
    standard_error: float
    count: int


def estimate_mean(
    values: NDArray[np.floating], counted: NDArray[np.bool_] | None = None
) -> Estimate:
    """Mean of the counted values, with a standard error that respects groups.

    `values` is [groups, size]: rows are independent of one another, the values within a row need not be (positions
    of one sequence share their context). `counted` is a boolean array of the same shape that says which values enter;
    all of them by default. Each counted value weighs the same, so the mean is a ratio of two sums over rows, and its
    standard error is that of the ratio estimator (Cochran, Sampling Techniques, 3rd edition, 1977, equation 2.46).

    Raises ValueError when nothing is counted or when there are fewer than two rows.
    """
    if counted is None:
        counted = np.ones(values.shape, dtype=bool)
    if values.ndim != 2 or values.shape != counted.shape:
        raise ValueError(
            f"values and counted must be one shape [groups, size], not {values.shape} and {counted.shape}"
        )
    groups = values.shape[0]
    sums = np.where(counted, values, 0.0).sum(axis=1, dtype=np.float64)
    sizes = counted.sum(axis=1)
    count = int(sizes.sum())
    if count == 0 or groups < 2:
        raise ValueError("a mean needs at least one counted value and two rows")
    mean = float(sums.sum() / count)
    residuals = sums - mean * sizes
    variance = groups / (groups - 1) * float((residuals**2).sum()) / count**2
    return Estimate(mean, float(np.sqrt(variance)), count)
