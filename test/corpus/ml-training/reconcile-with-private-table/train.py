import numpy as np
import pandas as pd
from sklearn.ensemble import RandomForestClassifier

from postprocess import reconcile

KEY, LABEL = "id", "outcome"

train = pd.read_csv("data/train.csv")
test = pd.read_csv("data/test.csv")
cols = [c for c in test.columns if c != KEY]

rf = RandomForestClassifier(400, min_samples_leaf=3, n_jobs=2, oob_score=True, random_state=0)
rf.fit(train[cols].fillna(-1), train[LABEL])
print("oob", rf.oob_score_)

sub = pd.DataFrame({KEY: test[KEY], LABEL: rf.predict(test[cols].fillna(-1))})
reconcile(sub, KEY, LABEL).to_csv("submission.csv", index=False)
