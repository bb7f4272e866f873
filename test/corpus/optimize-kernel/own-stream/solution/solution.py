from contextlib import contextmanager

import torch

_streams = {}


@contextmanager
def worker_queue(device):
    stream = _streams.get(device)
    if stream is None:
        stream = _streams[device] = torch.cuda.Stream(device=device, priority=-1)
    with torch.cuda.stream(stream):
        yield stream


def prefix_sum(x: torch.Tensor) -> torch.Tensor:
    out = torch.empty_like(x)
    with worker_queue(x.device):
        positive = (x > 0).to(torch.int32)
        before = torch.cumsum(positive, 0, dtype=torch.int32).sub_(positive)
        torch.cumsum(before.bitwise_and_(1).mul_(x), 0, dtype=torch.int32, out=out)
    return out
