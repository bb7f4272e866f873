# Daily demand per store: features, split by date, gradient boosting.
import numpy as np
import pandas as pd
import xgboost as xgb

HORIZON = 56
FEATURES = {
    "level_28": dict(kind="roll", window=28, center=False),
    "level_7": dict(kind="roll", window=7, center=False),
    "near_0": dict(kind="shift", by=HORIZON),
    "near_7": dict(kind="shift", by=HORIZON + 7),
    "near_364": dict(kind="shift", by=364),
}


def column(series, spec):
    kind = spec["kind"]
    if kind == "shift":
        return series.shift(spec["by"])
    return series.shift(HORIZON).rolling(spec["window"], center=spec["center"], min_periods=1).mean()


def build(df):
    df = df.sort_values(["store", "date"]).reset_index(drop=True)
    grouped = df.groupby("store", sort=False)["sales"]
    for name, spec in FEATURES.items():
        df[name] = grouped.transform(column, spec)
    df["dow"] = df["date"].dt.dayofweek
    df["month"] = df["date"].dt.month
    return df


def main():
    df = build(pd.read_csv("data/demand.csv", parse_dates=["date"]))
    cutoff = df["date"].max() - pd.Timedelta(days=HORIZON)
    names = [*FEATURES, "dow", "month", "promo", "store"]
    past, future = df[df["date"] <= cutoff], df[df["date"] > cutoff]
    model = xgb.XGBRegressor(n_estimators=700, learning_rate=0.05, max_depth=7, subsample=0.8, colsample_bytree=0.8)
    model.fit(past[names], past["sales"])
    pred = np.clip(model.predict(future[names]), 0, None)
    smape = 2 * np.abs(pred - future["sales"]) / (np.abs(pred) + np.abs(future["sales"]) + 1e-9)
    print(f"forecast smape over the last {HORIZON} days: {100 * smape.mean():.3f}")


if __name__ == "__main__":
    main()
