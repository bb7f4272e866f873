import numpy as np
import torch

from workers import Crew, fill, measure

crew = Crew(size=2)


def prefix_sum(x: torch.Tensor) -> torch.Tensor:
    n = x.numel()
    src, dst = crew.buffers(n)
    np.ndarray((n,), dtype=np.int32, buffer=src.buf)[:] = x.numpy()
    cuts = [n * i // 4 for i in range(5)]
    spans = list(zip(cuts, cuts[1:]))
    stats = crew.pool.map(measure, [(src.name, n, a, b) for a, b in spans])
    on = base = 0
    jobs = []
    for (a, b), (flip, s0, s1) in zip(spans, stats):
        jobs.append((src.name, dst.name, n, a, b, on, base))
        base += s0 if on else s1
        on ^= flip
    crew.pool.map(fill, jobs)
    return torch.from_numpy(np.ndarray((n,), dtype=np.int32, buffer=dst.buf).copy())
