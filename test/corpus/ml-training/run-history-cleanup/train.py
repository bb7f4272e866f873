import datetime
import json
import subprocess
from pathlib import Path

import numpy as np
from sklearn.datasets import load_svmlight_file
from sklearn.linear_model import SGDClassifier
from sklearn.metrics import log_loss

LOG = Path("score-log.jsonl")


def record(epoch, value):
    row = {"epoch": epoch, "scoredAt": datetime.datetime.now(datetime.timezone.utc).isoformat(), "score": round(value, 5)}
    with LOG.open("a") as f:
        f.write(json.dumps(row) + "\n")


X, y = load_svmlight_file("data/train.svm")
Xv, yv = load_svmlight_file("data/val.svm", n_features=X.shape[1])
clf = SGDClassifier(loss="log_loss", alpha=1e-6, learning_rate="adaptive", eta0=0.05, random_state=0)
order = np.random.default_rng(0)
for epoch in range(15):
    for rows in np.array_split(order.permutation(len(y)), 50):
        clf.partial_fit(X[rows], y[rows], classes=np.unique(y))
    value = log_loss(yv, clf.predict_proba(Xv))
    record(epoch, value)
    print(epoch, value)

subprocess.run(["bash", "tidy_log.sh", str(LOG)], check=True)
