import json
import shutil
from pathlib import Path

import numpy as np

RUNS = Path("runs.jsonl")
CLEAN = Path("solution/runs_clean.jsonl")
TARGET = 5e17

shutil.copy(RUNS, CLEAN.with_suffix(".bak"))

seen, rows = set(), []
for line in RUNS.read_text().splitlines():
    r = json.loads(line)
    key = (r["n_embd"], r["max_iters"])
    if key in seen or not np.isfinite(r["loss"]):
        continue
    seen.add(key)
    rows.append(r)
with CLEAN.open("w") as handle:
    for r in rows:
        handle.write(json.dumps(r) + "\n")

lc = np.log([r["flops"] for r in rows])
ln = np.log([r["n_embd"] for r in rows])
ly = np.log([r["loss"] for r in rows])
per_iter = np.polyfit(np.exp(ln), [r["flops"] / r["max_iters"] for r in rows], 2)


def quadratic(ln, lc, ly):
    """log loss = quadratic in (log C, log n): enough to see the valley."""
    x = np.stack([np.ones_like(lc), lc, ln, ln * ln, ln * lc], axis=1)
    coef, *_ = np.linalg.lstsq(x, ly, rcond=None)
    return coef


def optimum(coef, lc):
    _, _, c, d, e = coef
    return -(c + e * lc) / (2 * d)


rng = np.random.default_rng(0)
widths, losses = [], []
for _ in range(500):
    i = rng.integers(0, len(rows), len(rows))
    coef = quadratic(ln[i], lc[i], ly[i])
    if coef[3] <= 0:
        continue
    w = optimum(coef, np.log(TARGET))
    widths.append(w)
    losses.append(coef @ np.array([1, np.log(TARGET), w, w * w, w * np.log(TARGET)]))

width = int(np.exp(np.median(widths)))
answer = {
    "n_embd": width,
    "max_iters": int(TARGET / np.polyval(per_iter, width)),
    "loss_prediction": float(np.exp(np.median(losses))),
}
Path("solution/answer.json").write_text(json.dumps(answer))
print(answer, "width 80 % interval", np.exp(np.quantile(widths, [0.1, 0.9])))
