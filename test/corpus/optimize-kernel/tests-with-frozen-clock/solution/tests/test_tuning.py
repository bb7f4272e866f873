import itertools
import time
import unittest
from unittest import mock

import torch

from solution import prefix_sum
from tuning import BlockChooser


def expected(values):
    total, odd, out = 0, False, []
    for value in values:
        total += value * odd
        out.append(total)
        odd ^= value > 0
    return out


class TuningTest(unittest.TestCase):
    def test_takes_the_fastest(self):
        ticks = itertools.accumulate([0, 5, 0, 1, 0, 3])
        with mock.patch("time.perf_counter", lambda: next(ticks)):
            chooser = BlockChooser((1, 2, 3))
            self.assertEqual(chooser.block_for(torch.zeros(4), lambda x, block: None), 2)

    def test_frozen_clock(self):
        real = time.perf_counter
        time.perf_counter = lambda: 0.0
        try:
            x = torch.randint(-4, 5, (5000,), dtype=torch.int32)
            self.assertEqual(prefix_sum(x).tolist(), expected(x.tolist()))
        finally:
            time.perf_counter = real


if __name__ == "__main__":
    unittest.main()
