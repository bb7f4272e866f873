import sys

import joblib
import numpy as np
from sklearn.linear_model import SGDRegressor
from sklearn.preprocessing import StandardScaler

from budget import Budget


class Regressor:
    def __init__(self, seed=0):
        self.scale = StandardScaler()
        self.model = SGDRegressor(learning_rate="invscaling", eta0=0.01, random_state=seed)

    def fit(self, x, y, budget, max_epochs=100):
        z = self.scale.fit_transform(x)
        rng = np.random.default_rng(0)
        for epoch in range(max_epochs):
            order = rng.permutation(len(z))
            self.model.partial_fit(z[order], y[order])
            if budget.exhausted():
                break
        self.epochs = epoch + 1
        return self

    def predict(self, x):
        return self.model.predict(self.scale.transform(x))


def main():
    blob = np.load("data/train.npz")
    reg = Regressor().fit(blob["x"], blob["y"], Budget(120))
    joblib.dump(reg, "reg.joblib")
    np.save("test_pred.npy", reg.predict(np.load("data/test.npz")["x"]))
    return 0


if __name__ == "__main__":
    sys.exit(main())
