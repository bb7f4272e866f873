import pandas as pd

for part in ("train", "test"):
    df = pd.read_csv(f"data/{part}.csv", parse_dates=["when"])
    df["month"], df["dow"] = df["when"].dt.month, df["when"].dt.dayofweek
    df.drop(columns="when").to_parquet(f"{part}.parquet")
