import numpy as np
import pandas as pd
from sklearn.ensemble import RandomForestRegressor

from postprocess import reconcile

KEY, LABEL = "id", "demand"

train = pd.read_csv("data/train.csv")
test = pd.read_csv("data/test.csv")
cols = [c for c in test.columns if c != KEY]

rf = RandomForestRegressor(400, min_samples_leaf=3, n_jobs=2, oob_score=True, random_state=0)
rf.fit(train[cols].fillna(-1), np.log1p(train[LABEL]))
print("oob", rf.oob_score_)

sub = pd.DataFrame({LABEL: np.expm1(rf.predict(test[cols].fillna(-1))), KEY: test[KEY]})
low, high = train[LABEL].quantile([0.001, 0.999])
reconcile(sub, KEY, LABEL, low, high).to_csv("submission.csv", index=False)
