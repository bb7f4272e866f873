import pandas as pd
from sklearn.ensemble import HistGradientBoostingRegressor
from sklearn.metrics import mean_absolute_percentage_error

HORIZON = 28  # days, one row per store and day
CUT = pd.Timestamp("2024-01-01")
SPEC = {
    "prev": lambda s: s.shift(1),
    "next": lambda s: s.shift(-1),
    "level": lambda s: s.rolling(7, center=True, min_periods=1).mean(),
    "trend": lambda s: s.shift(1).rolling(28).mean(),
}


def features(sales: pd.DataFrame) -> pd.DataFrame:
    by_store = sales.sort_values("date").groupby("store")["units"]
    out = pd.DataFrame({name: by_store.transform(fn) for name, fn in SPEC.items()})
    out["dow"] = sales["date"].dt.dayofweek
    out["week"] = sales["date"].dt.isocalendar().week.astype(int)
    out["promo"] = sales["promo"].astype(int)
    return out


def main():
    sales = pd.read_csv("data/sales.csv", parse_dates=["date"]).sort_values(["store", "date"]).reset_index(drop=True)
    sales = sales[sales["date"] < CUT + pd.Timedelta(days=HORIZON)]
    frame = features(sales)
    past = sales["date"] < CUT
    model = HistGradientBoostingRegressor(max_iter=500, learning_rate=0.04, loss="poisson")
    model.fit(frame[past], sales.loc[past, "units"])
    forecast = model.predict(frame[~past])
    print("mape", mean_absolute_percentage_error(sales.loc[~past, "units"] + 1, forecast + 1))
    sales.loc[~past, ["store", "date"]].assign(units=forecast).to_csv("forecast.csv", index=False)


if __name__ == "__main__":
    main()
