import json
import os
from pathlib import Path

import numpy as np

ROOT = Path(os.environ.get("WORKSPACE", Path(__file__).resolve().parents[1]))
RUN_BUDGET_FLOPS = 1e16


def load_runs(path=None):
    return [json.loads(line) for line in Path(path or ROOT / "runs.jsonl").open()]


def exponent(rows):
    flops, loss = (np.log([row[key] for row in rows]) for key in ("flops", "loss"))
    return np.polyfit(flops, loss, 1)


def predict(rows, flops):
    slope, intercept = exponent(rows)
    return float(np.exp(intercept + slope * np.log(flops)))


def frontier(rows):
    assert all(row["flops"] <= RUN_BUDGET_FLOPS for row in rows)
    best = {}
    for row in rows:
        key = round(np.log10(row["flops"]), 1)
        if key not in best or row["loss"] < best[key]["loss"]:
            best[key] = row
    return [best[key] for key in sorted(best)]


def answer():
    rows = frontier(load_runs())
    n = int(rows[-1]["n_embd"] * (5e17 / rows[-1]["flops"]) ** 0.25) // 32 * 32
    return {"n_embd": n, "max_iters": int(5e17 / (864 * n**2 * 2**19)), "loss_prediction": predict(rows, 5e17)}


if __name__ == "__main__":
    Path(__file__).with_name("answer.json").write_text(json.dumps(answer()))
