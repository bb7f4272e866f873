# %%
import numpy as np
import pandas as pd
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import log_loss
from sklearn.model_selection import StratifiedKFold, cross_val_predict
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

train = pd.read_csv("data/train.csv")
test = pd.read_csv("data/test.csv")
y = train.pop("Transported").astype(int)
n = len(train)

# %% the same row-wise features for both tables
both = pd.concat([train, test], ignore_index=True)
parts = both["Cabin"].fillna("X/0/X").str.split("/", expand=True)
both["deck"] = parts[0].map({c: i for i, c in enumerate("ABCDEFGTX")})
both["cabin_no"] = pd.to_numeric(parts[1])
both["port"] = (parts[2] == "P").astype(int)
spend = ["RoomService", "FoodCourt", "ShoppingMall", "Spa", "VRDeck"]
both["spent"] = np.log1p(both[spend].fillna(0).sum(axis=1))
for c in spend:
    both[c] = np.log1p(both[c])
both["asleep"] = (both["CryoSleep"] == True).astype(int)  # noqa: E712
features = ["deck", "cabin_no", "port", "spent", "asleep", "Age", *spend]
X, X_test = both.loc[: n - 1, features], both.loc[n:, features]
assert len(X) == len(y) and len(X_test) == len(test)

# %% cross-validation inside the training table
model = make_pipeline(SimpleImputer(strategy="median"), StandardScaler(), LogisticRegression(C=0.3, max_iter=2000))
folds = StratifiedKFold(5, shuffle=True, random_state=0)
oof = cross_val_predict(model, X, y, cv=folds, method="predict_proba")[:, 1]
print("cv log loss", log_loss(y, oof))

# %% final
model.fit(X, y)
test[["PassengerId"]].assign(Transported=model.predict(X_test).astype(bool)).to_csv("submission.csv", index=False)
