import os

import torch

from profiling import Timer, quiet

timer = Timer("prefix_sum")
if not os.environ.get("PREFIX_PROFILE"):
    quiet(timer)


def prefix_sum(x: torch.Tensor) -> torch.Tensor:
    with timer.section("gate"):
        positive = (x > 0).to(torch.int32)
        odd = (torch.cumsum(positive, 0, dtype=torch.int32) - positive) & 1
    with timer.section("sum"):
        out = torch.cumsum(x * odd, 0, dtype=torch.int32)
    timer.report()
    return out
