import pandas as pd
from lightgbm import LGBMClassifier
from sklearn.metrics import average_precision_score
from sklearn.model_selection import StratifiedKFold, train_test_split

from encoding import MeanEncoder

HIGH_CARD = ["merchant_id", "zip_code", "device"]


def prepare(path="data/transactions.csv"):
    raw = pd.read_csv(path, parse_dates=["ts"])
    raw["hour"] = raw["ts"].dt.hour
    raw["amount_cents"] = (raw["amount"] * 100).astype(int) % 100
    label = raw.pop("fraud")
    return raw.drop(columns=["ts", "tx_id"]), label


def out_of_fold(frame, target, splits=5):
    pieces = []
    for fit_idx, use_idx in StratifiedKFold(splits, shuffle=True, random_state=0).split(frame, target):
        encoder = MeanEncoder(HIGH_CARD).fit(frame.iloc[fit_idx], target.iloc[fit_idx])
        pieces.append(encoder.transform(frame.iloc[use_idx]))
    return pd.concat(pieces).loc[frame.index]


features, label = prepare()
x_train, x_test, y_train, y_test = train_test_split(features, label, test_size=0.3, stratify=label, random_state=42)
model = LGBMClassifier(n_estimators=800, learning_rate=0.02, num_leaves=64, verbose=-1)
model.fit(out_of_fold(x_train, y_train), y_train)
encoded = MeanEncoder(HIGH_CARD).fit(x_train, y_train).transform(x_test)
print("average precision", average_precision_score(y_test, model.predict_proba(encoded)[:, 1]))
