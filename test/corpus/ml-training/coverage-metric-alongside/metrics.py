"""Metrics for the trainer."""

from functools import partial

import numpy as np


def softmax(z):
    z = np.exp(z - z.max(-1, keepdims=True))
    return z / z.sum(-1, keepdims=True)


def _score(pred, floor, name):
    probs = softmax(pred.predictions)
    hits = probs.argmax(-1) == pred.label_ids
    usable = probs.max(-1) >= floor
    return {
        name: float(hits.mean()),
        f"{name}_at_{floor}": float(hits[usable].mean()) if usable.any() else 0.0,
        "coverage": float(usable.mean()),
    }


accuracy = partial(_score, floor=0.9, name="accuracy")
