import argparse
import json

import lightgbm as lgb
import numpy as np
import pandas as pd
from sklearn.metrics import accuracy_score

ap = argparse.ArgumentParser()
ap.add_argument("--seed", type=int, required=True)
ap.add_argument("--out", required=True)
a = ap.parse_args()

train = pd.read_csv("data/train.csv")
test = pd.read_csv("data/test.csv")
cols = [c for c in train if c not in ("row_id", "species")]
classes = sorted(train["species"].unique())
code = {name: i for i, name in enumerate(classes)}

model = lgb.LGBMClassifier(
    n_estimators=500, learning_rate=0.03, num_leaves=40, subsample=0.7, subsample_freq=1, colsample_bytree=0.6, random_state=a.seed, verbose=-1
)
model.fit(train[cols], train["species"].map(code))
proba = model.predict_proba(test[cols])
np.save(f"{a.out}.npy", proba)
labels = np.array(classes)[proba.argmax(1)]
pd.DataFrame({"row_id": test["row_id"], "species": labels}).to_csv(f"{a.out}.csv", index=False)
with open(f"{a.out}.json", "w") as fh:
    json.dump({"seed": a.seed, "accuracy": accuracy_score(test["species"], labels)}, fh)
