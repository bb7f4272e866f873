import contextlib
import time
from dataclasses import dataclass, field


@dataclass
class Timer:
    budget: float
    laps: dict = field(default_factory=dict)
    origin: float = field(default_factory=time.perf_counter)

    @property
    def elapsed(self):
        return time.perf_counter() - self.origin

    def left(self):
        return self.budget - self.elapsed

    @contextlib.contextmanager
    def lap(self, name):
        begin = time.perf_counter()
        yield
        self.laps[name] = self.laps.get(name, 0.0) + time.perf_counter() - begin
