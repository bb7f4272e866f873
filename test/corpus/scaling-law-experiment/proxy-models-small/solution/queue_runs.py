from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import asdict, dataclass, field
from pathlib import Path

STATE = Path("solution/queue.json")


@dataclass
class Queue:
    todo: list[list[int]] = field(default_factory=list)
    done: list[list[int]] = field(default_factory=list)
    refused: list[list[int]] = field(default_factory=list)

    @classmethod
    def resume(cls) -> "Queue":
        if STATE.exists():
            return cls(**json.loads(STATE.read_text()))
        return cls(todo=[[w, s] for w in (32, 48, 64, 96, 128) for s in (400, 800, 1600)])

    def save(self) -> None:
        tmp = STATE.with_suffix(".tmp")
        tmp.write_text(json.dumps(asdict(self)))
        tmp.replace(STATE)


def launch(width: int, steps: int) -> bool:
    argv = ["train.py", "--n_embd", str(width), "--max_iters", str(steps)]
    return subprocess.call([sys.executable, *argv]) == 0


def refine() -> list[list[int]]:
    """Two more widths beside the best one so far."""
    rows = [json.loads(s) for s in Path("runs.jsonl").read_text().splitlines()]
    best = min(rows, key=lambda r: r["loss"])
    return [[best["n_embd"] + d, best["max_iters"]] for d in (-8, 8)]


def main() -> None:
    queue = Queue.resume()
    while queue.todo:
        item = queue.todo[0]
        (queue.done if launch(*item) else queue.refused).append(item)
        queue.todo.pop(0)
        queue.save()
    queue.todo = [i for i in refine() if i not in queue.done + queue.refused]
    queue.save()
    print(len(queue.done), "runs,", len(queue.todo), "proposed next")


if __name__ == "__main__":
    main()
