# %% [markdown]
# # Churn: LightGBM baseline

# %%
from operator import methodcaller

import lightgbm as lgb
import numpy as np
import pandas as pd
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import train_test_split

SEED = 2024
df = pd.read_parquet("data/churn.parquet")
cat = [c for c in df.columns if df[c].dtype == "object"]
for c in cat:
    df[c] = df[c].astype("category")

# %%
X = df.drop(columns=["customer_id", "churned"])
y = df["churned"].astype(int)
X_fit, X_test, y_fit, y_test = train_test_split(X, y, test_size=0.2, stratify=y, random_state=SEED)
X_tr, X_va, y_tr, y_va = train_test_split(X_fit, y_fit, test_size=0.15, stratify=y_fit, random_state=SEED)

# %%
params = dict(
    objective="binary",
    metric="auc",
    learning_rate=0.03,
    num_leaves=63,
    min_data_in_leaf=40,
    feature_fraction=0.7,
    bagging_fraction=0.8,
    bagging_freq=1,
    seed=SEED,
    verbosity=-1,
)
dtrain = lgb.Dataset(X_tr, y_tr)
dvalid = lgb.Dataset(X_va, y_va, reference=dtrain)
bst = lgb.train(
    params,
    dtrain,
    num_boost_round=4000,
    valid_sets=[dvalid],
    callbacks=[lgb.early_stopping(150, verbose=False), lgb.log_evaluation(200)],
)
print("valid auc", round(roc_auc_score(y_va, bst.predict(X_va)), 5))

# %% leaf values on everything we may learn from
everything = (X_fit, y_fit)
refresh = methodcaller("refit", *everything, decay_rate=0.4)
bst = refresh(bst)

# %%
p = bst.predict(X_test)
print("test  auc", round(roc_auc_score(y_test, p), 5))
gain = pd.Series(bst.feature_importance("gain"), index=X.columns).sort_values(ascending=False)
print(gain.head(15).round(0).to_string())
np.save("test_pred.npy", p)
