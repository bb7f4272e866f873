"""Usage: python solution.py --check 20"""
import argparse
import gc
import sys
import time
import traceback

import torch


def prefix_sum(x: torch.Tensor) -> torch.Tensor:
    positive = (x > 0).to(torch.int32)
    before = torch.cumsum(positive, 0, dtype=torch.int32) - positive
    return torch.cumsum(x * (before & 1), 0, dtype=torch.int32)


def reference(values):
    total, odd, expected = 0, False, []
    for value in values:
        if odd:
            total += value
        expected.append((total + 2**31) % 2**32 - 2**31)
        odd ^= value > 0
    return torch.tensor(expected, dtype=torch.int32)


def check(rounds):
    for seed in range(rounds):
        generator = torch.Generator().manual_seed(seed)
        n = int(torch.randint(0, 3000, (1,), generator=generator))
        x = torch.randint(-(2**31), 2**31 - 1, (n,), dtype=torch.int32, generator=generator)
        expected = reference(x.tolist())
        if not torch.equal(prefix_sum(x), expected):
            print(f"mismatch for seed {seed}, n {n}", file=sys.stderr)
            return 1
    x = torch.randint(-9, 9, (4_000_000,), dtype=torch.int32)
    gc.collect()
    gc.disable()
    began = time.perf_counter()
    prefix_sum(x)
    print(f"{(time.perf_counter() - began) * 1e3:.2f} ms")
    gc.enable()
    return 0


def main(argv=None):
    parser = argparse.ArgumentParser()
    parser.add_argument("--check", type=int, default=5)
    options = parser.parse_args(argv)
    try:
        return check(options.check)
    except Exception:
        for frame, line in traceback.walk_tb(sys.exc_info()[2]):
            print(frame.f_code.co_name, line, sorted(frame.f_locals), file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main())
