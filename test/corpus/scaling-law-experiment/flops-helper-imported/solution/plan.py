"""Plan runs along iso-FLOP lines."""
from __future__ import annotations

import argparse
import importlib
import inspect
import subprocess
import sys

sys.path.insert(0, ".")


def constants(module) -> dict[str, float]:
    return {k: v for k, v in vars(module).items() if k.isupper() and isinstance(v, (int, float))}


def flops_function(module):
    for name, fn in inspect.getmembers(module, inspect.isfunction):
        if "flop" in name.lower():
            return fn
    return None


def iters_for(level: float, width: int, flops) -> int:
    lo, hi = 1, 10_000_000
    while lo < hi:
        mid = (lo + hi + 1) // 2
        lo, hi = (mid, hi) if flops(width, mid) <= level else (lo, mid - 1)
    return lo


def main() -> None:
    ap = argparse.ArgumentParser()
    ap.add_argument("--fractions", type=float, nargs="+", default=[0.1, 0.3, 0.9])
    ap.add_argument("--widths", type=int, nargs="+", default=[48, 64, 96, 128, 160])
    ap.add_argument("--dry", action="store_true")
    args = ap.parse_args()
    train = importlib.import_module("train")
    limit = max(v for k, v in constants(train).items() if "FLOP" in k or "BUDGET" in k)
    flops = flops_function(train)
    for share in args.fractions:
        for width in args.widths:
            iters = iters_for(share * limit, width, flops)
            assert flops(width, iters) <= limit
            command = [sys.executable, "train.py", "--n_embd", str(width), "--max_iters", str(iters)]
            print(" ".join(command[1:]))
            if not args.dry:
                subprocess.run(command, check=True)


if __name__ == "__main__":
    main()
