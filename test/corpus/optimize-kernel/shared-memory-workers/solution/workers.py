import atexit
import multiprocessing as mp
import warnings
from multiprocessing import shared_memory

import numpy as np


def _view(name, n):
    block = shared_memory.SharedMemory(name=name)
    return block, np.ndarray((n,), dtype=np.int32, buffer=block.buf)


def measure(task):
    name, n, lo, hi = task
    block, a = _view(name, n)
    x = a[lo:hi]
    pos = (x > 0).astype(np.int8)
    odd = (np.cumsum(pos, dtype=np.int32) - pos) & 1
    s1 = int(np.sum(x * odd, dtype=np.int64))
    total = int(np.sum(x, dtype=np.int64))
    flip = int(pos.sum(dtype=np.int64)) & 1
    del a, x
    block.close()
    return flip, total - s1, s1


def fill(task):
    src, dst, n, lo, hi, on, base = task
    (b1, a), (b2, y) = _view(src, n), _view(dst, n)
    x = a[lo:hi]
    pos = (x > 0).astype(np.int8)
    odd = (np.cumsum(pos, dtype=np.int32) - pos + on) & 1
    np.cumsum(x * odd, dtype=np.int32, out=y[lo:hi])
    y[lo:hi] += np.array(base, dtype=np.int64).astype(np.int32)
    del a, x, y
    b1.close()
    b2.close()


class Crew:
    def __init__(self, size=2):
        self.size = size
        self.pool = mp.get_context("fork").Pool(size)
        self.blocks = {}
        atexit.register(self.close)

    def buffers(self, n):
        if n not in self.blocks:
            if n < 1 << 16:
                warnings.warn("short input: worker overhead dominates", stacklevel=3)
            self.blocks[n] = [shared_memory.SharedMemory(create=True, size=4 * n) for _ in range(2)]
        return self.blocks[n]

    def close(self):
        self.pool.terminate()
        for pair in self.blocks.values():
            for block in pair:
                block.close()
                block.unlink()
