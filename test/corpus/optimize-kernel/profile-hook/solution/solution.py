import functools
import os
import sys
import time

import torch

PROFILE = os.environ.get("PREFIX_SUM_PROFILE") == "1" or "--profile" in sys.argv


def timed(function):
    if not PROFILE:
        return function

    @functools.wraps(function)
    def wrapper(x):
        synchronize = torch.cuda.synchronize if x.is_cuda else (lambda: None)
        synchronize()
        began = time.perf_counter_ns()
        result = function(x)
        synchronize()
        milliseconds = (time.perf_counter_ns() - began) / 1e6
        print(f"prefix_sum n={x.numel()}: {milliseconds:.3f} ms", file=sys.stderr)
        return result

    return wrapper


@timed
def prefix_sum(x: torch.Tensor) -> torch.Tensor:
    positive = (x > 0).to(torch.int32)
    before = torch.cumsum(positive, 0, dtype=torch.int32) - positive
    return torch.cumsum(x * (before & 1), 0, dtype=torch.int32)
