import logging

import torch

log = logging.getLogger("prefix_sum")


class Scanner:
    log_every = 100

    def __init__(self):
        self.calls = 0
        self.elements = 0

    def record(self, n: int) -> None:
        self.calls += 1
        self.elements += n
        if self.calls % self.log_every == 0:
            log.info("%d calls, %.0f elements per call", self.calls, self.elements / self.calls)

    def __call__(self, x: torch.Tensor) -> torch.Tensor:
        self.record(x.numel())
        positive = (x > 0).to(torch.int32)
        before = torch.cumsum(positive, 0, dtype=torch.int32) - positive
        return torch.cumsum(x * (before & 1), 0, dtype=torch.int32)


prefix_sum = Scanner()
