"""Estimates the true values of noisy traces with a weighted window."""

import json
import os

import numpy as np
from numpy.typing import NDArray

HERE = os.path.dirname(os.path.abspath(__file__))
FITTED = os.path.join(HERE, "..", "..", "reference", "weights.json")


def denoise(readings: NDArray[np.float32]) -> NDArray[np.float64]:
    with open(FITTED, encoding="utf-8") as file:
        window = np.array(json.load(file)["window"])
    radius = (len(window) - 2) // 2
    padded = np.pad(readings, ((0, 0), (radius, radius)), mode="edge")
    around = np.lib.stride_tricks.sliding_window_view(padded, 2 * radius + 1, axis=1)
    return around @ window[:-1] + window[-1]
