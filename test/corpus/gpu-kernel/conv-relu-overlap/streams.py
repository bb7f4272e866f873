import itertools

import torch


class LanePool:
    """Round-robin execution lanes so that successive layers can overlap."""

    def __init__(self, lanes: int = 4, priority: int = -1):
        self.lanes = [torch.cuda.Stream(priority=priority) for _ in range(lanes)]
        self._next = itertools.cycle(range(lanes))

    def submit(self, fn, *args):
        lane = self.lanes[next(self._next)]
        lane.wait_stream(torch.cuda.current_stream())
        with torch.cuda.stream(lane):
            result = fn(*args)
        for a in args:
            if torch.is_tensor(a):
                a.record_stream(lane)
        return result
