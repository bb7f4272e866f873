from __future__ import annotations

import argparse

import numpy as np
import pandas as pd
from sklearn.metrics import f1_score, recall_score
from sklearn.model_selection import train_test_split
from sklearn.neighbors import KNeighborsClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler


def balance(frame: pd.DataFrame, label: str, seed: int) -> pd.DataFrame:
    """Repeat rows of the rare classes until every class is equally frequent."""
    size = frame[label].value_counts().max()
    rng = np.random.RandomState(seed)
    groups = [g.sample(size, replace=len(g) < size, random_state=rng) for _, g in frame.groupby(label)]
    return pd.concat(groups).sample(frac=1.0, random_state=rng).reset_index(drop=True)


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--csv", default="data/faults.csv")
    parser.add_argument("--label", default="fault")
    parser.add_argument("--neighbors", type=int, default=3)
    parser.add_argument("--seed", type=int, default=5)
    opt = parser.parse_args(argv)

    table = pd.read_csv(opt.csv).dropna()
    table = balance(table, opt.label, opt.seed)
    train, test = train_test_split(table, test_size=0.2, stratify=table[opt.label], random_state=opt.seed)
    model = make_pipeline(StandardScaler(), KNeighborsClassifier(opt.neighbors, weights="distance"))
    model.fit(train.drop(columns=opt.label), train[opt.label])
    guess = model.predict(test.drop(columns=opt.label))
    print(f"macro-f1 {f1_score(test[opt.label], guess, average='macro'):.4f}")
    print(f"macro-recall {recall_score(test[opt.label], guess, average='macro'):.4f}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
