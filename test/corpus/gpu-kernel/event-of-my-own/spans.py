import contextlib
import time


class Event:
    def __init__(self, label, at):
        self.label, self.at = label, at

    def milliseconds(self, other):
        return (other.at - self.at) * 1000.0


class Timer:
    def __init__(self, enabled=True):
        self.enabled = enabled
        self.pairs = []
        if not enabled:
            self.span = self._no_span
            self.synchronize = lambda: None

    @contextlib.contextmanager
    def span(self, label):
        start = Event(label, time.monotonic())
        yield
        self.pairs.append((start, Event(label, time.monotonic())))

    @contextlib.contextmanager
    def _no_span(self, label):
        yield

    def synchronize(self):
        for start, end in self.pairs:
            print(f"{start.label}: {start.elapsed_time(end):.3f} ms")
        self.pairs.clear()
