import sys
import time

import torch

from variants import ALL

_choice = {}
_calls = 0


def _time(fn, x):
    start = time.perf_counter()
    fn(x)
    return (time.perf_counter() - start) * 1e3


def _search(x):
    times = {fn.__name__: min(_time(fn, x) for _ in range(2)) for fn in ALL}
    for name, ms in sorted(times.items(), key=lambda kv: kv[1]):
        print(f"n={x.numel()} {name}: {ms:.3f} milliseconds", file=sys.stderr)
    return min(ALL, key=lambda fn: times[fn.__name__])


def prefix_sum(x: torch.Tensor) -> torch.Tensor:
    global _calls
    _calls += 1
    n = x.numel()
    if n not in _choice:
        _choice[n] = _search(x)
    return _choice[n](x)
