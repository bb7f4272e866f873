"""Sweep widths and step counts through train.py."""
import itertools
import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

WIDTHS = (48, 64, 96, 128, 192)
STEPS = (500, 1_000, 2_000, 4_000)
MAX_FLOPS = 1e16  # the limit that train.py enforces; used here only to leave runs out


def rough_flops(n_embd, max_iters, layers=6, tokens_per_iter=16_384):
    return 6 * 12 * layers * n_embd**2 * tokens_per_iter * max_iters


def done():
    path = Path("runs.jsonl")
    if not path.exists():
        return set()
    return {(r["n_embd"], r["max_iters"]) for r in map(json.loads, path.read_text().splitlines())}


def one(pair):
    n, t = pair
    cmd = [sys.executable, "train.py", "--n_embd", str(n), "--max_iters", str(t)]
    r = subprocess.run(cmd, text=True, capture_output=True)
    if r.returncode:
        return f"{n} {t} refused: {r.stderr.strip().splitlines()[-1:]}"
    return f"{n} {t} ok"


def main(jobs=2):
    have = done()
    todo = [p for p in itertools.product(WIDTHS, STEPS) if rough_flops(*p) < 0.95 * MAX_FLOPS and p not in have]
    with ThreadPoolExecutor(jobs) as pool:
        for line in pool.map(one, todo):
            print(line, flush=True)


if __name__ == "__main__":
    main()
