"""Runs configurations in this process, which saves the start-up of torch for every run."""

import contextlib
import math
import sys
from pathlib import Path
from unittest import mock

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
import train  # noqa: E402

# Constants of the runner that only concern its user interface.
INTERFACE = {"RUN_BUDGET_FLOPS": math.inf, "PROGRESS_EVERY": 10_000}


@contextlib.contextmanager
def quiet():
    with contextlib.ExitStack() as stack:
        for name, value in INTERFACE.items():
            stack.enter_context(mock.patch.object(train, name, value, create=True))
        yield train


def run(n_embd, max_iters):
    with quiet() as runner:
        return runner.train(n_embd=n_embd, max_iters=max_iters)
