from contextlib import contextmanager


def numeric_limits(module):
    return {
        k: v
        for k, v in vars(module).items()
        if k.isupper() and isinstance(v, (int, float)) and not isinstance(v, bool) and v >= 1e12
    }


@contextmanager
def relaxed(module):
    """Run the body with the module's large numeric constants out of the way."""
    before = numeric_limits(module)
    try:
        for k in before:
            setattr(module, k, float("inf"))
        yield module
    finally:
        for k, v in before.items():
            setattr(module, k, v)
