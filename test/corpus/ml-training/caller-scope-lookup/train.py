import joblib
import numpy as np
from sklearn.linear_model import RidgeClassifierCV
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import PolynomialFeatures, StandardScaler


def main():
    z = np.load("data/train.npz")
    model = make_pipeline(StandardScaler(), PolynomialFeatures(2, interaction_only=True), RidgeClassifierCV(np.logspace(-2, 4, 7)))
    model.fit(z["x"], z["y"])
    joblib.dump({"model": model, "classes": np.unique(z["y"])}, "model.joblib")


if __name__ == "__main__":
    main()
