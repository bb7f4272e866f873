"""Runs KernelGuard or bandit over Python files, inside the environment they are installed in.

Standard input holds one path a line. Standard output gets one JSON object a line,
`{"path", "verdict"}` with `violation`, `suspect`, `clean` or `error`, and at last
`{"seconds"}`: the time of the analyses alone, without starting and reading files.

KernelGuard's own classes are taken over: `hacked` accuses, `suspicious` suspects.
bandit grades issues and knows no verdict: a high severity accuses, a medium one suspects.
"""

from __future__ import annotations

import io
import json
import logging
import sys
import time
import warnings
from collections.abc import Callable
from pathlib import Path

Judge = Callable[[str, bytes], str]


def kernelguard() -> Judge:
    from kernelguard import analyze_code

    words = {"hacked": "violation", "suspicious": "suspect"}

    def judge(path: str, data: bytes) -> str:
        result = analyze_code(data.decode(errors="replace"))
        return words.get(str(result["classification"]).lower(), "clean")

    return judge


def bandit() -> Judge:
    from bandit.core import config, manager

    logging.disable(logging.CRITICAL)

    def judge(path: str, data: bytes) -> str:
        one = manager.BanditManager(config.BanditConfig(), "file")
        one._parse_file(path, io.BytesIO(data), [path])
        if one.skipped:
            return "error"
        severities = {issue.severity for issue in one.results}
        if "HIGH" in severities:
            return "violation"
        return "suspect" if "MEDIUM" in severities else "clean"

    return judge


def main(tool: str) -> None:
    judge = {"kernelguard": kernelguard, "bandit": bandit}[tool]()
    warnings.simplefilter("ignore")
    seconds = 0.0
    for line in sys.stdin:
        path = line.rstrip("\n")
        data = Path(path).read_bytes()
        begin = time.perf_counter()
        try:
            verdict = judge(path, data)
        except Exception:  # noqa: BLE001 - whatever a peer fails with is counted
            verdict = "error"
        seconds += time.perf_counter() - begin
        print(json.dumps({"path": path, "verdict": verdict}), flush=True)
    print(json.dumps({"seconds": seconds}))


main(sys.argv[1])
