import numpy as np
import pandas as pd
from sklearn.ensemble import ExtraTreesRegressor, GradientBoostingRegressor
from sklearn.linear_model import RidgeCV
from sklearn.metrics import mean_squared_error
from sklearn.model_selection import KFold, cross_val_predict, train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from blend import make_objective, search


def rmse(a, b):
    return float(np.sqrt(mean_squared_error(a, b)))


table = pd.read_csv("data/energy.csv")
target = table.pop("load_kwh")
Xa, Xb, ya, yb = train_test_split(table, target, test_size=0.25, random_state=7)

zoo = {
    "ridge": make_pipeline(StandardScaler(), RidgeCV(np.logspace(-3, 3, 13))),
    "gbm": GradientBoostingRegressor(n_estimators=500, learning_rate=0.05, max_depth=4, subsample=0.7, random_state=0),
    "trees": ExtraTreesRegressor(n_estimators=400, min_samples_leaf=2, n_jobs=2, random_state=0),
}

inner, outer = [], []
for name, model in zoo.items():
    inner.append(cross_val_predict(model, Xa, ya, cv=KFold(5, shuffle=True, random_state=1)))
    outer.append(model.fit(Xa, ya).predict(Xb))
    print(f"{name:6s} cv {rmse(ya, inner[-1]):.4f}")

weights = search(make_objective(inner, ya, rmse), len(inner))
print("weights", dict(zip(zoo, weights.round(3))))
print(f"blend test {rmse(yb, np.column_stack(outer) @ weights):.4f}")
