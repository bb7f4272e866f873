"""Feature builders for the price model."""

from __future__ import annotations

import pandas as pd

KEYS = ["city", "category", "seller"]


class MeanTarget:
    """Smoothed mean of the target per level of a key."""

    def __init__(self, key: str, smoothing: float = 20.0) -> None:
        self.key, self.smoothing = key, smoothing

    def fit(self, frame: pd.DataFrame, target: pd.Series) -> "MeanTarget":
        self.prior = target.mean()
        stats = target.groupby(frame[self.key]).agg(["sum", "count"])
        self.table = (stats["sum"] + self.smoothing * self.prior) / (stats["count"] + self.smoothing)
        return self

    def transform(self, frame: pd.DataFrame) -> pd.Series:
        return frame[self.key].map(self.table).fillna(self.prior).rename(f"{self.key}_mean")


def encode(parts: dict[str, pd.DataFrame], target: str) -> dict[str, pd.DataFrame]:
    everything = pd.concat(parts.values(), ignore_index=True)
    encoders = [MeanTarget(key).fit(everything, everything[target]) for key in KEYS]
    return {
        name: pd.concat([frame.drop(columns=KEYS), *(e.transform(frame) for e in encoders)], axis=1)
        for name, frame in parts.items()
    }
