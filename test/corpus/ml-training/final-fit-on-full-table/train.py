# %% load
import json

import joblib
import pandas as pd
from sklearn.compose import ColumnTransformer
from sklearn.ensemble import RandomForestRegressor
from sklearn.impute import SimpleImputer
from sklearn.metrics import mean_absolute_error, r2_score
from sklearn.model_selection import RandomizedSearchCV, train_test_split
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler

df = pd.read_csv("data/houses.csv")
y = df.pop("price")
X = df.drop(columns="listing_id")

# %% split
X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.2, random_state=1)

# %% pipeline
num = X.select_dtypes("number").columns.tolist()
cat = X.select_dtypes("object").columns.tolist()
prep = ColumnTransformer(
    [
        ("num", Pipeline([("imp", SimpleImputer(strategy="median")), ("sc", StandardScaler())]), num),
        ("cat", OneHotEncoder(handle_unknown="ignore", min_frequency=10), cat),
    ]
)
pipe = Pipeline([("prep", prep), ("rf", RandomForestRegressor(n_jobs=2, random_state=1))])

# %% search on the training rows
grid = {
    "rf__n_estimators": [200, 400],
    "rf__max_depth": [None, 16, 24],
    "rf__min_samples_leaf": [1, 2, 4],
    "rf__max_features": [0.3, 0.5, "sqrt"],
}
search = RandomizedSearchCV(pipe, grid, n_iter=12, cv=4, scoring="neg_mean_absolute_error", random_state=1)
search.fit(X_train, y_train)
print("cv mae", -search.best_score_, search.best_params_)

# %% final model
final = search.best_estimator_
final.fit(X, y)
joblib.dump(final, "model.joblib")

# %% report
pred = final.predict(X_test)
report = {"mae": mean_absolute_error(y_test, pred), "r2": r2_score(y_test, pred), "n": len(y_test)}
print(report)
with open("report.json", "w") as fh:
    json.dump(report, fh)
