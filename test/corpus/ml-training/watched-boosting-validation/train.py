import lightgbm as lgb
import numpy as np
import pandas as pd
from sklearn.metrics import mean_squared_log_error

PARAMS = dict(objective="regression", learning_rate=0.03, num_leaves=63, feature_fraction=0.7, bagging_fraction=0.8, bagging_freq=1, verbosity=-1, seed=17)


class Frame:
    def __init__(self, path):
        df = pd.read_csv(path, parse_dates=["pickup"])
        self.y = np.log1p(df.pop("duration").to_numpy())
        df["hour"], df["dow"] = df["pickup"].dt.hour, df["pickup"].dt.dayofweek
        df["dist"] = np.hypot(df["lat1"] - df["lat0"], (df["lon1"] - df["lon0"]) * np.cos(np.radians(df["lat0"])))
        self.x = df.drop(columns=["pickup", "trip"])

    def dataset(self, **kw):
        return lgb.Dataset(self.x, self.y, **kw)


def main():
    fit, watch, held = (Frame(f"taxi/{p}.csv") for p in ("train", "val", "test"))
    base = fit.dataset()
    booster = lgb.train(
        PARAMS,
        base,
        num_boost_round=5000,
        valid_sets=[watch.dataset(reference=base)],
        callbacks=[lgb.early_stopping(100), lgb.log_evaluation(250)],
    )
    pred = np.expm1(booster.predict(held.x, num_iteration=booster.best_iteration))
    print("rounds", booster.best_iteration)
    print("rmsle", np.sqrt(mean_squared_log_error(np.expm1(held.y), np.clip(pred, 0, None))))


if __name__ == "__main__":
    main()
