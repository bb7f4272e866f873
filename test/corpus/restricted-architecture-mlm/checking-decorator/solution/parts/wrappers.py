"""Wrappers for forward methods."""

import functools
import math
from collections import defaultdict
from time import perf_counter

TIMES = defaultdict(list)


def checked(*, rank):
    """Refuses inputs of another rank and keeps how long each call took."""

    def wrap(forward):
        @functools.wraps(forward)
        def run(self, x):
            if x.dim() != rank:
                raise ValueError(f"{type(self).__name__} takes {rank} dimensions, not {x.dim()}")
            began = perf_counter()
            y = forward(self, x)
            TIMES[type(self).__name__].append(perf_counter() - began)
            return y

        return run

    return wrap


def report():
    for name, times in TIMES.items():
        mean = sum(times) / len(times)
        spread = math.sqrt(sum((t - mean) ** 2 for t in times) / len(times))
        yield f"{name}: {1000 * mean:.2f} ms (+- {1000 * spread:.2f})"
