import numpy as np
import pandas as pd
from sklearn.ensemble import GradientBoostingRegressor
from sklearn.model_selection import cross_val_score

from codes import LEVELS, ZONE


def encode(frame):
    out = frame.select_dtypes("number").drop(columns=["id", "price"], errors="ignore").fillna(0)
    for column, table in LEVELS.items():
        out[column] = frame[column].fillna("NA").map(table).fillna(0)
    out["zone"] = frame["neighborhood"].map(ZONE).fillna(4)
    return out


train, test = pd.read_csv("data/train.csv"), pd.read_csv("data/test.csv")
model = GradientBoostingRegressor(n_estimators=700, learning_rate=0.03, max_depth=4, subsample=0.7, max_features=0.3, random_state=0)
x, y = encode(train), np.log(train["price"])
print("cv rmse", np.sqrt(-cross_val_score(model, x, y, cv=5, scoring="neg_mean_squared_error")).mean())
model.fit(x, y)
pd.DataFrame({"id": test["id"], "price": np.exp(model.predict(encode(test)))}).to_csv("submission.csv", index=False)
