import argparse

import lightgbm as lgb
import numpy as np
import pandas as pd

from features import encode


def main() -> None:
    ap = argparse.ArgumentParser()
    ap.add_argument("--root", default="data")
    ap.add_argument("--target", default="price")
    ap.add_argument("--rounds", type=int, default=800)
    a = ap.parse_args()

    parts = {p: pd.read_csv(f"{a.root}/{p}.csv").drop(columns="id") for p in ("train", "test")}
    parts = encode(parts, a.target)
    train, test = parts["train"], parts["test"]
    y, y_test = np.log1p(train.pop(a.target)), np.log1p(test.pop(a.target))

    model = lgb.LGBMRegressor(n_estimators=a.rounds, learning_rate=0.04, num_leaves=48, subsample=0.8, subsample_freq=1)
    model.fit(train, y)
    error = model.predict(test) - y_test
    print(f"test rmsle {np.sqrt((error**2).mean()):.5f}")


if __name__ == "__main__":
    main()
