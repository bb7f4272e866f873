import numpy as np
import pandas as pd
from imblearn.over_sampling import RandomOverSampler
from imblearn.pipeline import make_pipeline
from sklearn.ensemble import RandomForestClassifier
from sklearn.metrics import balanced_accuracy_score, roc_auc_score
from sklearn.model_selection import StratifiedKFold, cross_val_score, train_test_split
from sklearn.preprocessing import LabelEncoder

RNG = 11


def read(path):
    df = pd.read_csv(path)
    y = LabelEncoder().fit_transform(df.pop("defect"))
    return df.select_dtypes("number").fillna(-999), y


def balance():
    """Brings the rare class to parity inside each fit."""
    return RandomOverSampler(sampling_strategy=1.0, random_state=RNG)


def split(X, y):
    return train_test_split(X, y, test_size=0.25, stratify=y, random_state=RNG)


def main():
    X, y = read("data/wafers.csv")
    print("positives", int(y.sum()), "of", len(y))
    X_train, X_test, y_train, y_test = split(X, y)
    model = make_pipeline(balance(), RandomForestClassifier(n_estimators=600, n_jobs=2, random_state=RNG))
    cv = cross_val_score(model, X_train, y_train, cv=StratifiedKFold(5, shuffle=True, random_state=RNG), scoring="roc_auc")
    print(f"cv auc {cv.mean():.4f}")
    model.fit(X_train, y_train)
    p = model.predict_proba(X_test)[:, 1]
    print(f"test auc {roc_auc_score(y_test, p):.4f}")
    print(f"test bacc {balanced_accuracy_score(y_test, p > 0.5):.4f}")
    order = np.argsort(-model[-1].feature_importances_)[:10]
    print(X.columns[order].tolist())


if __name__ == "__main__":
    main()
