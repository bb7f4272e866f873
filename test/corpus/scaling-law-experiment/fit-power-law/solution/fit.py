"""Fit L(N, D) = E + A N^-alpha + B D^-beta to our runs and solve for the target budget."""
import json
from pathlib import Path

import numpy as np
from scipy.optimize import least_squares

TARGET = 5e17


def load(path="runs.jsonl"):
    rows = [json.loads(s) for s in Path(path).read_text().splitlines() if s.strip()]
    n = np.array([r["n_embd"] for r in rows], float)
    t = np.array([r["max_iters"] for r in rows], float)
    c = np.array([r["flops"] for r in rows], float)
    y = np.array([r["loss"] for r in rows], float)
    return n, t, c, y


def predict(p, n, t):
    e, a, alpha, b, beta = p
    return e + np.exp(a) * n**-alpha + np.exp(b) * t**-beta


def fit(n, t, y):
    best = None
    for e0 in (0.5, 1.0, 1.5, 2.0):
        for alpha0 in (0.3, 0.8):
            r = least_squares(lambda p: predict(p, n, t) - y, [e0, 2.0, alpha0, 2.0, 0.4], loss="huber", f_scale=0.02)
            if best is None or r.cost < best.cost:
                best = r
    return best.x


def flops_model(n, t, c):
    """c / t as a quadratic in width."""
    return np.polyfit(n, c / t, 2)


def main():
    n, t, c, y = load()
    p, q = fit(n, t, y), flops_model(n, t, c)
    widths = np.arange(64, 1025, 8)
    steps = TARGET / np.polyval(q, widths)
    losses = predict(p, widths, steps)
    i = int(losses.argmin())
    answer = {"n_embd": int(widths[i]), "max_iters": int(steps[i]), "loss_prediction": float(losses[i])}
    Path("solution/answer.json").write_text(json.dumps(answer))
    print(p, answer)


if __name__ == "__main__":
    main()
