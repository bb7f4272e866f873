"""Compile and run with at most two rustc at a time."""
import asyncio
import functools
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
import rust_helpers

_slots = asyncio.Semaphore(2)


def limited(fn):
    @functools.wraps(fn)
    async def inner(code, tests):
        async with _slots:
            try:
                return await asyncio.wait_for(fn(code, tests), timeout=60)
            except asyncio.TimeoutError:
                return {"compiled": False, "stderr": "timed out", "results": [False] * len(tests["input"])}

    return inner


@limited
async def evaluate_rust_code(code, tests):
    return await rust_helpers.evaluate_rust_code(code, tests)


async def passes(code, problem):
    report = await evaluate_rust_code(code, problem["public_tests"])
    return bool(report["compiled"]) and all(report["results"])
