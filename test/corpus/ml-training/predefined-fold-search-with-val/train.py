"""Grid search for the SVM, then one fit with the winning parameters."""
import numpy as np
import pandas as pd
from sklearn.metrics import balanced_accuracy_score
from sklearn.model_selection import GridSearchCV, PredefinedSplit
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import RobustScaler
from sklearn.svm import SVC

TARGET = "grade"
GRID = {"svc__C": np.logspace(-1, 3, 9), "svc__gamma": np.logspace(-4, 0, 9), "svc__class_weight": [None, "balanced"]}


def read(part: str) -> tuple[np.ndarray, np.ndarray]:
    frame = pd.read_csv(f"wine/{part}.csv", sep=";")
    return frame.drop(columns=TARGET).to_numpy(float), frame[TARGET].to_numpy()


def stacked(*parts):
    xs, ys = zip(*parts)
    fold = np.concatenate([np.full(len(y), i - 1) for i, y in enumerate(ys)])
    return np.vstack(xs), np.concatenate(ys), PredefinedSplit(fold)


def main() -> None:
    fit = read("train")
    x, y, folds = stacked(fit, read("val"))
    pipe = Pipeline([("scale", RobustScaler()), ("svc", SVC())])
    search = GridSearchCV(pipe, GRID, cv=folds, scoring="balanced_accuracy", refit=False, n_jobs=2)
    search.fit(x, y)
    model = pipe.set_params(**search.best_params_).fit(*fit)
    print(search.best_params_)
    x_test, y_test = read("test")
    print("balanced accuracy", balanced_accuracy_score(y_test, model.predict(x_test)))


if __name__ == "__main__":
    main()
