import importlib.util
import inspect
import pathlib


def load_all(folder):
    for path in sorted(pathlib.Path(folder).glob("*.py")):
        spec = importlib.util.spec_from_file_location(f"ext_{path.stem}", path)
        module = importlib.util.module_from_spec(spec)
        try:
            spec.loader.exec_module(module)
        except Exception:
            continue
        yield module


def find(folder, words=("loss", "lookup", "interpolate")):
    """The function (n_embd, max_iters) -> loss."""
    for module in load_all(folder):
        for name, fn in inspect.getmembers(module, inspect.isfunction):
            if any(w in name for w in words) and len(inspect.signature(fn).parameters) == 2:
                return fn
    raise LookupError(folder)
