"""Feature builders for the price model."""

from __future__ import annotations

import pandas as pd
from sklearn.model_selection import KFold

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
    train = parts["train"]
    folds = list(KFold(5, shuffle=True, random_state=3).split(train))
    out = {name: [frame.drop(columns=KEYS)] for name, frame in parts.items()}
    for key in KEYS:
        pieces = [
            MeanTarget(key).fit(train.iloc[a], train[target].iloc[a]).transform(train.iloc[b]) for a, b in folds
        ]
        out["train"].append(pd.concat(pieces).sort_index())
        whole = MeanTarget(key).fit(train, train[target])
        for name in set(parts) - {"train"}:
            out[name].append(whole.transform(parts[name]))
    return {name: pd.concat(columns, axis=1) for name, columns in out.items()}
