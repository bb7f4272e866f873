import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import cross_val_score

from features import embed

train = pd.read_csv("data/train.csv")
test = pd.read_csv("data/test.csv")

x = embed(train["comment"].fillna("").tolist())
clf = LogisticRegression(C=1.0, max_iter=3000)
print("cv", cross_val_score(clf, x, train["label"], cv=5).mean())
clf.fit(x, train["label"])
pd.DataFrame({"id": test["id"], "label": clf.predict(embed(test["comment"].fillna("").tolist()))}).to_csv("submission.csv", index=False)
