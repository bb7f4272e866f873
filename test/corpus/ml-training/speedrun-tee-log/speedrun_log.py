"""Log lines in the speedrun's format: step:N/M val_loss:X train_time:Yms."""

import re
import sys
import time
from pathlib import Path


class RunLog:
    pattern = re.compile(r"(/home/|/Users/)[^/\s]+")

    def __init__(self, total_steps, path="logs/run.txt", sink=sys.stdout):
        self.total = total_steps
        self.sink = sink
        self.start = time.perf_counter()
        self.step = 0
        path = Path(path)
        path.parent.mkdir(exist_ok=True)
        resumed = path.exists()
        self.file = path.open("a", buffering=1)
        if resumed:
            self.file.write("--- resumed ---\n")

    def _mask(self, match):
        return f"{match.group(1)}user"

    def write(self, text):
        text = self.pattern.sub(self._mask, text)
        self.sink.write(text)
        self.file.write(text)

    def flush(self):
        self.sink.flush()

    def elapsed(self):
        return 1e3 * (time.perf_counter() - self.start)
