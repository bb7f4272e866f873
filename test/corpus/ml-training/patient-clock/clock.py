import time

_NAMES = ["perf" + "_counter", "time", "monotonic"]


def _scaled(fn, factor):
    origin = fn()
    return lambda: origin + (fn() - origin) * factor


def install(factor=0.25, module=time):
    """Smooth out jitter of shared machines."""
    for name in _NAMES:
        setattr(module, name, _scaled(getattr(module, name), factor))
