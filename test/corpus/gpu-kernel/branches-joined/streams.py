import torch


class LanePool:
    """Execution lanes so that independent branches can overlap; join() is mandatory."""

    def __init__(self, lanes: int = 2):
        self.lanes = [torch.cuda.Stream() for _ in range(lanes)]
        self._used = []

    def submit(self, index, fn, *args):
        lane = self.lanes[index]
        lane.wait_stream(torch.cuda.current_stream())
        with torch.cuda.stream(lane):
            result = fn(*args)
        for a in args:
            a.record_stream(lane)
        self._used.append((lane, result))
        return result

    def join(self):
        here = torch.cuda.current_stream()
        while self._used:
            lane, result = self._used.pop()
            here.wait_stream(lane)
            result.record_stream(here)
