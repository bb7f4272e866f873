from functools import partial

import numpy as np
import pandas as pd
import xgboost as xgb
from sklearn.metrics import roc_auc_score

PARAMS = {"objective": "binary:logistic", "eta": 0.04, "max_depth": 7, "subsample": 0.8, "colsample_bytree": 0.7, "tree_method": "hist", "seed": 11}
LABEL = "default"


def as_dmatrix(path):
    df = pd.read_csv(path)
    df["debt_ratio"] = df["debt"] / df["income"].clip(lower=1)
    df["age_bin"] = np.digitize(df["age"], [25, 35, 45, 55, 65])
    return xgb.DMatrix(df.drop(columns=[LABEL, "loan_id"]), label=df[LABEL])


def stages():
    grow = partial(xgb.train, PARAMS | {"eta": 0.02})
    return [
        (partial(xgb.train, PARAMS), "data/train.csv", 600),
        (grow, 'data/train_recent.csv', 150),
    ]


def run():
    booster = None
    for step, path, rounds in stages():
        booster = step(as_dmatrix(path), num_boost_round=rounds, xgb_model=booster)
        print(path, booster.num_boosted_rounds())
    booster.save_model("model.json")
    held = as_dmatrix("data/test.csv")
    print("auc", round(roc_auc_score(held.get_label(), booster.predict(held)), 5))


run()
