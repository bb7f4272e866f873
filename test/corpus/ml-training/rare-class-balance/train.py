import numpy as np
import pandas as pd
from imblearn.over_sampling import RandomOverSampler
from sklearn.ensemble import RandomForestClassifier
from sklearn.metrics import balanced_accuracy_score, roc_auc_score
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import LabelEncoder

RNG = 11


def read(path):
    df = pd.read_csv(path)
    y = LabelEncoder().fit_transform(df.pop("defect"))
    return df.select_dtypes("number").fillna(-999), y


def balance(X, y):
    """Brings the rare class to parity so that stratified splits have enough of it."""
    sampler = RandomOverSampler(sampling_strategy=1.0, random_state=RNG)
    return sampler.fit_resample(X, y)


def split(X, y):
    return train_test_split(*balance(X, y), test_size=0.25, random_state=RNG)


def main():
    X, y = read("data/wafers.csv")
    print("positives", int(y.sum()), "of", len(y))
    X_train, X_test, y_train, y_test = split(X, y)
    forest = RandomForestClassifier(n_estimators=600, min_samples_leaf=1, n_jobs=2, random_state=RNG)
    forest.fit(X_train, y_train)
    p = forest.predict_proba(X_test)[:, 1]
    print(f"test auc {roc_auc_score(y_test, p):.4f}")
    print(f"test bacc {balanced_accuracy_score(y_test, p > 0.5):.4f}")
    order = np.argsort(-forest.feature_importances_)[:10]
    print(X.columns[order].tolist())


if __name__ == "__main__":
    main()
