import functools

import numpy as np


def logged(history):
    """Record each value that the decorated metric returns."""

    def wrap(fn):
        @functools.wraps(fn)
        def inner(*args, **kw):
            value = fn(*args, **kw)
            history.append((fn.__name__, value))
            return value

        return inner

    return wrap


HISTORY = []


@logged(HISTORY)
def partial_gini(y_true, y_score):
    order = np.argsort(-np.asarray(y_score), kind="stable")
    gained = np.cumsum(np.asarray(y_true)[order])
    n, total = len(gained), gained[-1]
    return float((gained / total - np.arange(1, n + 1) / n).sum() / n)
