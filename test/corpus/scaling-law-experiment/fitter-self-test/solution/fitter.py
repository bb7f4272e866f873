import json
from pathlib import Path

import numpy as np
from scipy.optimize import curve_fit


def law(x, e, a, alpha, b, beta):
    n, t = x
    return e + a * n**-alpha + b * t**-beta


def read_runs(path):
    rows = [json.loads(s) for s in Path(path).read_text().splitlines()]
    return np.array([[r["n_embd"], r["max_iters"], r["loss"]] for r in rows], float)


def fit(path):
    m = read_runs(path)
    p, _ = curve_fit(law, (m[:, 0], m[:, 1]), m[:, 2], p0=[1.5, 5.0, 0.5, 20.0, 0.5], maxfev=50_000)
    return p


if __name__ == "__main__":
    print(dict(zip(("e", "a", "alpha", "b", "beta"), fit("runs.jsonl"))))
