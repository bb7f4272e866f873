from collections.abc import Iterable
from pathlib import Path

import numpy as np
import pandas as pd

DROP = ["customer_id", "signup_date"]


def read_part(root: Path, part: str) -> pd.DataFrame:
    frame = pd.read_csv(root / f"{part}.csv")
    frame["tenure_log"] = np.log1p(frame["tenure_days"])
    frame["charge_per_day"] = frame["total_charges"] / frame["tenure_days"].clip(lower=1)
    for column in frame.select_dtypes("object"):
        if column not in DROP:
            frame[column] = frame[column].map(lambda s: hash_code(s, 64)).astype("int32")
    return frame


def hash_code(value: object, buckets: int) -> int:
    total = 0
    for char in str(value):
        total = (total * 131 + ord(char)) % 1_000_003
    return total % buckets


def load_parts(root: Path, parts: Iterable[str]) -> pd.DataFrame:
    return pd.concat([read_part(root, part) for part in parts], ignore_index=True)


def split_xy(frame: pd.DataFrame, target: str) -> tuple[pd.DataFrame, pd.Series]:
    features = frame.drop(columns=[target, *[c for c in DROP if c in frame]])
    return features, frame[target].astype(int)
