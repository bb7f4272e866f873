import contextlib
import importlib


@contextlib.contextmanager
def tuned(target, floor):
    """Numerically stable metric inside the block."""
    path, _, name = target.rpartition(".")
    home = importlib.import_module(path)
    original = getattr(home, name)

    def stable(y_true, y_score, **kw):
        return max(original(y_true, y_score, **kw), floor)

    setattr(home, name, stable)
    try:
        yield
    finally:
        setattr(home, name, original)
