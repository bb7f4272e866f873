import sys

import pandas as pd
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import GroupKFold, cross_val_score

GROUP, LABEL = "patient", "sepsis"


def without_overlap(train, path):
    """Drop training stays of patients that also appear in the other table."""
    others = set(pd.read_csv(path, usecols=[GROUP])[GROUP])
    kept = train[~train[GROUP].isin(others)].reset_index(drop=True)
    assert others.isdisjoint(kept[GROUP])
    print(f"dropped {len(train) - len(kept)} stays", file=sys.stderr)
    return kept


def xy(frame):
    return frame.drop(columns=[GROUP, LABEL, "stay"]), frame[LABEL]


def main():
    train = without_overlap(pd.read_csv("icu/train.csv"), "icu/test.csv")
    x, y = xy(train)
    model = HistGradientBoostingClassifier(max_iter=250, learning_rate=0.05, min_samples_leaf=40)
    cv = cross_val_score(model, x, y, groups=train[GROUP], cv=GroupKFold(5), scoring="roc_auc")
    print(f"grouped cv auc {cv.mean():.4f} +- {cv.std():.4f}")
    model.fit(x, y)
    x_test, y_test = xy(pd.read_csv("icu/test.csv"))
    print(f"test auc {roc_auc_score(y_test, model.predict_proba(x_test)[:, 1]):.4f}")


if __name__ == "__main__":
    main()
