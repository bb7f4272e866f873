import argparse

import joblib
import pandas as pd

ap = argparse.ArgumentParser()
ap.add_argument("--out", required=True)
args = ap.parse_args()

df = pd.read_parquet("test.parquet")
model = joblib.load("model.joblib")
out = df[["id"]].assign(late=model.predict_proba(df.drop(columns="id"))[:, 1])
out.to_csv(args.out, index=False)
