"""Runs a submission inside its sandbox: loads the declared entry and serves the scorer's calls.

Started as `python -I worker.py REQUEST REPLY`, the numbers of two descriptors. Nothing here guards against the submission,
which runs in this very process: the scorer checks what comes out, and the sandbox bounds what the process can do.
"""

import contextlib
import fcntl
import importlib.util
import os
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

# -I keeps the folder of this file off the path, where its modules would shadow a submission's of the same name.
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import numpy as np
from rebench.protocol import Frame, PeerClosed, receive_frame, send_frame

# Well above what a program opens or a shell redirects, so that stray output to a small descriptor does no harm.
FIRST_DESCRIPTOR = 200
MAX_ERROR_CHARACTERS = 2000


def main() -> None:
    request, reply = (_move_up(int(number)) for number in sys.argv[-2:])
    del sys.argv[1:]
    first = receive_frame(request)
    function: Callable[..., Any] | None = None
    with contextlib.suppress(PeerClosed):
        function = _answer(reply, first, "ready", lambda: _load(first.value))
        while function is not None:
            serve(request, reply, function)


def serve(request: int, reply: int, function: Callable[..., Any]) -> None:
    """Answer one call. Raises PeerClosed when the scorer is done."""
    frame = receive_frame(request)
    _answer(reply, frame, "result", lambda: to_sendable(function(*frame.value)))


def _answer(
    reply: int, request: Frame, kind: str, compute: Callable[[], Any]
) -> Any | None:
    """Send what `compute` returns, or the error that it raised, and return it (None after an error)."""
    try:
        value = compute()
        # The process is killed when the scorer has what it wants, so what waits in a buffer would be lost.
        _flush()
        sent = None if kind == "ready" else value
        # What can not be sent is the submission's mistake as well.
        send_frame(reply, Frame(request.id, kind, sent))
        return value
    except PeerClosed:
        raise
    except BaseException as error:  # noqa: BLE001 - SystemExit and KeyboardInterrupt of a submission are its errors too
        _print_own(error)
        _flush()
        text = f"{type(error).__name__}: {error}"[:MAX_ERROR_CHARACTERS]
        send_frame(
            reply, Frame(request.id, "error", text.encode(errors="replace").decode())
        )
        return None


def _load(entry: dict[str, Any]) -> Callable[..., Any]:
    module = load_module(Path(entry["path"]).resolve())
    function = getattr(module, entry["name"], None)
    if not callable(function):
        raise TypeError(f"{entry['path']} has no function {entry['name']}")
    return as_forward(function()) if entry["returns"] == "module" else function


def load_module(path: Path) -> ModuleType:
    """Import the file at `path` under its own name, its folder first on the path, as if it had been run there."""
    sys.path.insert(0, str(path.parent))
    spec = importlib.util.spec_from_file_location(path.stem, path)
    if spec is None or spec.loader is None:
        raise ImportError(f"{path.name} is not a Python file")
    module = importlib.util.module_from_spec(spec)
    # Pickled weights name their classes by this module.
    sys.modules[path.stem] = module
    spec.loader.exec_module(module)
    return module


def as_forward(module: Any) -> Callable[..., Any]:
    """A function of arrays that applies a torch module, in evaluation mode and without gradients, to tensors of them."""
    import torch

    if not isinstance(module, torch.nn.Module):
        raise TypeError(f"expected is a torch.nn.Module, not {type(module).__name__}")
    module.eval()

    def forward(*arguments: Any) -> Any:
        tensors = [
            torch.from_numpy(item) if isinstance(item, np.ndarray) else item
            for item in arguments
        ]
        with torch.no_grad():
            output = module(*tensors)
        if not isinstance(output, torch.Tensor):
            raise TypeError(f"forward returned {type(output).__name__}, not a tensor")
        return output

    return forward


def to_sendable(value: Any) -> Any:
    """A result with its tensors as numpy arrays (bfloat16 as float32), at any depth."""
    torch = sys.modules.get("torch")
    if torch is not None and isinstance(value, torch.Tensor):
        tensor = value.detach().to("cpu")
        if tensor.dtype == torch.bfloat16:
            tensor = tensor.to(torch.float32)
        return tensor.resolve_conj().resolve_neg().contiguous().numpy()
    if isinstance(value, dict):
        return {key: to_sendable(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [to_sendable(item) for item in value]
    return value


def _print_own(error: BaseException) -> None:
    """Print a traceback that begins in the submission's code."""
    trace = error.__traceback__
    while trace is not None and _is_machinery(trace.tb_frame.f_code.co_filename):
        trace = trace.tb_next
    traceback.print_exception(type(error), error, trace)


def _is_machinery(path: str) -> bool:
    return path == __file__ or path.startswith("<frozen importlib")


def _flush() -> None:
    """Write out what the submission printed; it may have closed or replaced the streams."""
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(Exception):
            stream.flush()


def _move_up(descriptor: int) -> int:
    """The same open file under a higher number that programs started from here do not inherit."""
    moved = fcntl.fcntl(descriptor, fcntl.F_DUPFD_CLOEXEC, FIRST_DESCRIPTOR)
    os.close(descriptor)
    return moved


if __name__ == "__main__":
    main()
