"""What an environment's scorer is written against.

    from rebench.scorer import Task, run_scorer

    def score(task: Task) -> dict[str, dict]:
        ...

    if __name__ == "__main__":
        run_scorer(score)

The scorer is the author's code. It runs in its own sandbox, holds the labels, and reaches the submission only through
`Task.contestant`. Its result leaves through a descriptor that the host gave it; what it prints is never a result.
"""

import dataclasses
import math
import os
import socket
import sys
import traceback
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np
from rebench.contestant import DEFAULT_LOAD_TIMEOUT, Contestant, InvalidSubmission
from rebench.control import receive_message, send_message

__all__ = ["Contestant", "InvalidSubmission", "Splits", "Task", "run_scorer"]

SEALED_SPLIT = "test"


class Splits(Mapping[str, Path]):
    """Paths of the splits' files, by name. Asking for the test split's path seals the scoring.

    From then on nothing that the submission says or prints reaches the solver, because it could repeat what it was given.
    So score the other splits first, and ask for the test split's path last.
    """

    def __init__(self, paths: Mapping[str, str], seal: Callable[[], None]) -> None:
        self._paths = {name: Path(path) for name, path in paths.items()}
        self._seal = seal

    def __getitem__(self, name: str) -> Path:
        path = self._paths[name]
        if name == SEALED_SPLIT:
            self._seal()
        return path

    def __iter__(self) -> Iterator[str]:
        return iter(self._paths)

    def __len__(self) -> int:
        return len(self._paths)

    def __contains__(self, name: object) -> bool:
        return name in self._paths


class Task:
    """One scoring: the profile's parameters, the splits, and the submission.

    `profile` is the profile's name and `parameters` its parameters. `splits` maps names to paths of files. `submission`
    is the folder that holds the handed-in files at their paths in the workspace, read-only: what lies there is the
    solver's, to be parsed with care and never imported or unpickled.
    """

    def __init__(self, connection: socket.socket, config: dict[str, Any]) -> None:
        self._connection = connection
        self._entry: dict[str, Any] = config["entry"]
        self._sealed = False
        self.profile: str = config["profile"]
        self.parameters: dict[str, Any] = config["parameters"]
        self.submission = Path(config["submission"])
        self.splits = Splits(config["splits"], self._seal)

    def has_split(self, name: str) -> bool:
        """Whether the environment has a split of this name."""
        return name in self.splits

    def contestant(self, load_timeout: float = DEFAULT_LOAD_TIMEOUT) -> Contestant:
        """Start the submission in a new process and sandbox and load its entry. Raises InvalidSubmission.

        `load_timeout` is in seconds. Use the result as a context manager, so that its process ends for certain.
        """
        if self._entry["kind"] != "function":
            raise TypeError(
                f"an entry of kind {self._entry['kind']!r} is not called by a scorer"
            )
        answer, descriptors = self._ask({"op": "start"})
        request, reply = descriptors
        contestant = Contestant(
            request,
            reply,
            lambda closed: self._end(answer["contestant"], closed),
            lambda: self._sealed,
        )
        contestant.load(self._entry, load_timeout)
        return contestant

    def _end(self, contestant: int, closed: bool) -> dict[str, Any]:
        return self._ask({"op": "end", "contestant": contestant, "closed": closed})[0]

    def _seal(self) -> None:
        if not self._sealed:
            self._sealed = True
            self._ask({"op": "seal"})

    def _ask(self, message: dict[str, Any]) -> tuple[dict[str, Any], list[int]]:
        send_message(self._connection, message)
        return receive_message(self._connection)


def run_scorer(score: Callable[[Task], Mapping[str, Mapping[str, Any]]]) -> None:
    """Run a scorer and give its result to the host. Called as the last line of `score.py`.

    `score` returns one result per split. A submission that can not be scored is a result too; an exception of the scorer
    itself is printed and ends the process with exit code 1.
    """
    connection = socket.socket(fileno=int(sys.argv.pop()))
    os.set_inheritable(connection.fileno(), False)
    message, _ = receive_message(connection)
    try:
        results = score(Task(connection, message["config"]))
        outcome: dict[str, Any] = {"op": "result", "value": to_json(results, "")}
    except InvalidSubmission as error:
        outcome = {"op": "invalid", "reason": str(error)}
    except Exception:  # noqa: BLE001 - the host shows the author where it happened
        traceback.print_exc()
        sys.exit(1)
    send_message(connection, outcome)


def to_json(value: Any, path: str) -> Any:
    """A result as JSON; numpy numbers and arrays become numbers and lists, dataclasses become objects.

    Raises InvalidSubmission for a number that is not finite, and TypeError for what JSON does not have.
    """
    if isinstance(value, Mapping):
        return {
            str(key): to_json(item, f"{path}.{key}" if path else str(key))
            for key, item in value.items()
        }
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return to_json(dataclasses.asdict(value), path)
    if isinstance(value, np.ndarray):
        return to_json(value.tolist(), path)
    if isinstance(value, (list, tuple)):
        return [to_json(item, f"{path}[{n}]") for n, item in enumerate(value)]
    if isinstance(value, np.generic):
        value = value.item()
    if isinstance(value, float) and not math.isfinite(value):
        raise InvalidSubmission(f"The result {path} is not a finite number ({value}).")
    if value is None or isinstance(value, (bool, int, float, str)):
        return value
    raise TypeError(f"the result {path} is a {type(value).__name__}, not JSON")
