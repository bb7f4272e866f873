import argparse

import joblib
import pandas as pd
from sklearn.linear_model import SGDClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

ap = argparse.ArgumentParser()
ap.add_argument("--epochs", type=int, default=10)
args = ap.parse_args()

df = pd.read_parquet("train.parquet")
model = make_pipeline(StandardScaler(), SGDClassifier(loss="log_loss", max_iter=args.epochs, tol=None, random_state=0))
model.fit(df.drop(columns=["id", "late"]), df["late"])
joblib.dump(model, "model.joblib")
