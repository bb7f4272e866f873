import importlib

BACKENDS = {
    "tiled": ("reference", "ref_kernel"),
    "naive": ("naive", "matmul"),
}


def resolve(name):
    module, attribute = BACKENDS[name]
    return getattr(importlib.import_module(module), attribute)
