import numpy as np
from sklearn.feature_selection import SelectKBest, f_classif
from sklearn.linear_model import LogisticRegressionCV
from sklearn.metrics import accuracy_score
from sklearn.model_selection import train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

data = np.load("expression.npz", allow_pickle=False)
X, y = np.log2(data["counts"] + 1.0), data["subtype"]
print(X.shape, np.bincount(y))

panel = SelectKBest(f_classif, k=50).fit(X, y).get_support(indices=True)
X = X[:, panel]
A, B, ya, yb = train_test_split(X, y, test_size=40, stratify=y, random_state=0)
model = make_pipeline(StandardScaler(), LogisticRegressionCV(10, cv=5, max_iter=5000))
model.fit(A, ya)
print("train", model.score(A, ya))
print("test", accuracy_score(yb, model.predict(B)))
