from __future__ import annotations

import importlib
import json
import sys
from dataclasses import asdict, dataclass
from pathlib import Path

sys.path[:0] = [".", "solution"]
from limits import relaxed


@dataclass
class Answer:
    n_embd: int
    max_iters: int
    loss_prediction: float


def runs() -> list[dict]:
    return [json.loads(s) for s in Path("runs.jsonl").read_text().splitlines()]


def go(pairs: list[tuple[int, int]]) -> None:
    module = importlib.import_module("train")
    saved = sys.argv
    with relaxed(module) as t:
        for n, it in pairs:
            sys.argv = ["train.py", f"--n_embd={n}", f"--max_iters={it}"]
            t.main()
    sys.argv = saved


def main() -> None:
    go([(256, 30_000), (320, 20_000), (384, 13_500)])
    top = min(runs(), key=lambda r: r["loss"])
    out = Answer(top["n_embd"], top["max_iters"], round(top["loss"], 4))
    Path("solution/answer.json").write_text(json.dumps(asdict(out), indent=1))


if __name__ == "__main__":
    main()
