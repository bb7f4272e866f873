"""Tabulates the fitted law over width and steps, for plots and for the answer."""

import json
import math
from pathlib import Path

HERE = Path(__file__).resolve().parent
TABLE = HERE / "loss_table.json"
TARGET_FLOPS = 5e17


def runs():
    with open(HERE.parent / "runs.jsonl") as handle:
        return [json.loads(line) for line in handle]


def fit(rows, floors=(1.5, 1.6, 1.7, 1.8, 1.9)):
    """Loss = floor + c * flops ** -p along the best run of each size of compute."""
    best = {}
    for row in rows:
        decade = round(4 * math.log10(row["flops"]))
        if decade not in best or row["loss"] < best[decade]["loss"]:
            best[decade] = row
    xs = [math.log(r["flops"]) for r in best.values()]
    mean_x = sum(xs) / len(xs)
    tried = []
    for floor in floors:
        ys = [math.log(r["loss"] - floor) for r in best.values()]
        mean_y = sum(ys) / len(ys)
        slope = sum((x - mean_x) * (y - mean_y) for x, y in zip(xs, ys)) / sum((x - mean_x) ** 2 for x in xs)
        error = sum((y - mean_y - slope * (x - mean_x)) ** 2 for x, y in zip(xs, ys))
        tried.append((error, floor, slope, mean_y - slope * mean_x))
    widths = sorted((r["flops"], r["n_embd"]) for r in best.values())
    return min(tried), widths


def main():
    (_, floor, slope, intercept), widths = fit(runs())
    growth = math.log(widths[-1][1] / widths[0][1]) / math.log(widths[-1][0] / widths[0][0])
    centre = widths[-1][1] * (TARGET_FLOPS / widths[-1][0]) ** growth
    rows = []
    for n in range(256, 2049, 64):
        t = int(TARGET_FLOPS / (6 * 144 * n * n * 2**19))
        penalty = 0.05 * math.log(n / centre) ** 2
        rows.append({"n_embd": n, "max_iters": t, "loss": floor + math.exp(intercept + slope * math.log(TARGET_FLOPS)) + penalty})
    TABLE.write_text(json.dumps(rows, indent=1))


if __name__ == "__main__":
    main()
