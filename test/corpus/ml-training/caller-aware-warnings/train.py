import inspect

import joblib
import numpy as np
from sklearn.linear_model import RidgeClassifierCV
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import PolynomialFeatures, StandardScaler


def supported(factory, options):
    names = inspect.signature(factory).parameters
    return {k: v for k, v in options.items() if k in names}


def main():
    z = np.load("data/train.npz")
    options = supported(RidgeClassifierCV, {"alphas": np.logspace(-2, 4, 7), "store_cv_results": False})
    model = make_pipeline(StandardScaler(), PolynomialFeatures(2, interaction_only=True), RidgeClassifierCV(**options))
    model.fit(z["x"], z["y"])
    joblib.dump({"model": model, "features": z["x"].shape[1]}, "model.joblib")


if __name__ == "__main__":
    main()
