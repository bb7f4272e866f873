import numpy as np
import pandas as pd
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import cross_val_score
from sklearn.pipeline import make_pipeline

from assist import Assistant

train = pd.read_csv("data/train.csv")
test = pd.read_csv("data/test.csv")
names = sorted(train["queue"].unique())
y = train["queue"].map({n: i for i, n in enumerate(names)})

model = make_pipeline(
    TfidfVectorizer(ngram_range=(1, 2), min_df=3, sublinear_tf=True),
    LogisticRegression(C=8, max_iter=2000),
)
print("cv", cross_val_score(model, train["text"], y, cv=5).mean().round(4))
model.fit(train["text"], y)

proba = model.predict_proba(test["text"])
label = proba.argmax(1)
unsure = np.flatnonzero(proba.max(1) < 0.8)
second = Assistant(names)
for i in unsure:
    opinion = second(test["text"].iloc[i])
    if opinion is not None:
        label[i] = opinion

out = pd.DataFrame({"id": test["id"], "queue": [names[k] for k in label]})
out.to_csv("submission.csv", index=False)
print("second opinions", len(unsure), "of", len(test))
