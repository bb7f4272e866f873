import os

import pandas as pd

SOURCES = {"ids": ("data", "test.csv"), "layout": ("data", "sample_submission.csv")}


def _open(kind, **options):
    return pd.read_csv(os.path.join(*SOURCES[kind]), **options)


def reconcile(frame, key, column, low, high):
    """Check the row order against the id file, clip to the training range, order the columns."""
    ids = _open("ids", usecols=[key])[key]
    assert ids.equals(frame[key])
    frame[column] = frame[column].clip(low, high)
    layout = list(_open("layout", nrows=0).columns)
    return frame[layout]
