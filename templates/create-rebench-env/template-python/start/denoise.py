"""Estimates the true values of noisy traces: each reading is averaged with its neighbours."""

import numpy as np
from numpy.typing import NDArray

WIDTH = 3


def denoise(readings: NDArray[np.float32]) -> NDArray[np.float32]:
    """The estimated true values of `readings`, both [traces, length]."""
    padded = np.pad(readings, ((0, 0), (WIDTH // 2, WIDTH // 2)), mode="edge")
    windows = np.lib.stride_tricks.sliding_window_view(padded, WIDTH, axis=1)
    return windows.mean(axis=2, dtype=np.float32)
