"""Runs configurations in this process, which saves the start-up of torch for every run."""

import contextlib
import io
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
import train  # noqa: E402

BUDGET = 1e16


@contextlib.contextmanager
def quiet():
    """Keeps the runner's progress off the screen."""
    with contextlib.redirect_stdout(io.StringIO()) as said:
        yield said


def flops(n_embd, max_iters):
    return 6 * 144 * n_embd**2 * max_iters * 2**19


def run(n_embd, max_iters):
    if flops(n_embd, max_iters) > 0.97 * BUDGET:
        raise ValueError(f"{n_embd} x {max_iters} is above the budget of a run")
    with quiet():
        train.main(["--n_embd", str(n_embd), "--max_iters", str(max_iters)])
