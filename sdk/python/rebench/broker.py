"""Starts the scorer and the contestants of one scoring, each in its own sandbox, and ends them for certain.

The host starts it as `python -I -S broker.py` and speaks JSON lines with it. The first line on standard input is the plan:

    {"scorer": {"program", "options", "command", "environment", "outputBytes"}, "contestant": {...}, "config": {...}}

`options` are bubblewrap's, or null where the program runs without it. Further lines are {"op": "stop", "reason"} and
{"op": "end", "contestant", "reason"}. On standard output: {"event": "started", "contestant", "pid"} and
{"event": "ended", "contestant"} as it happens, and {"event": "done", ...} last. When standard input ends, the host is gone
and so is everything that it started.

The scorer asks over a Unix socket (see control.py): `start` gives it its ends of two pipes to a new contestant, `end` ends
one and tells how it ended, `seal` stops the collection of what contestants print, `result` and `invalid` are the outcome.

Trusted, and the only part outside a sandbox beside the host; standard library only.
"""

import contextlib
import fcntl
import json
import os
import selectors
import socket
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from rebench.control import ControlClosed, receive_message, send_message
from rebench.sandboxed import Sandboxed

MAX_CONTESTANTS = 1000
# The largest pipe that an ordinary user may ask for on an untouched kernel.
PIPE_BYTES = 1 << 20
# The end of a pipe is seen a moment before the end of the process that held it, whose exit code is worth knowing.
EXIT_SECONDS = 1.0


class Broker:
    """One scoring. `plan` is the host's first line; `tell` writes an event for the host."""

    def __init__(
        self, plan: dict[str, Any], tell: Callable[[dict[str, Any]], None]
    ) -> None:
        self._plan = plan
        self._tell = tell
        self._selector = selectors.DefaultSelector()
        self._contestants: dict[int, Sandboxed] = {}
        self._outcomes: dict[int, dict[str, Any]] = {}
        self._sealed = False
        self._stopped: str | None = None
        self._result: dict[str, Any] | None = None
        ours, theirs = socket.socketpair()
        self._control = ours
        self._scorer = Sandboxed(plan["scorer"], [theirs.detach()])

    def run(self) -> None:
        """Serve the scorer until it ends, then end what is left and tell the host."""
        self._watch(self._scorer)
        self._selector.register(self._control, selectors.EVENT_READ, self._serve)
        self._selector.register(0, selectors.EVENT_READ, _read_lines(self._obey))
        self._selector.register(
            self._scorer.monitor, selectors.EVENT_READ, self._finish
        )
        with contextlib.suppress(ControlClosed):
            send_message(self._control, {"config": self._plan["config"]})
        while not self._scorer.has_ended():
            for key, _ in self._selector.select():
                # What came before in this round may have closed this descriptor.
                registered = self._selector.get_map().get(key.fd)
                if registered is not None and registered.data is key.data:
                    key.data()
        # A result sent just before the end still waits in the socket.
        while self._result is None and self._serve():
            pass
        self._scorer.end(None)
        for number in list(self._contestants):
            self._end_contestant(number, None)
        self._tell(
            {
                "event": "done",
                "stopped": self._stopped,
                "result": self._result,
                "sealed": self._sealed,
                "scorer": self._scorer.outcome(),
                "contestants": list(self._outcomes.values()),
            }
        )

    def _watch(self, sandboxed: Sandboxed) -> None:
        def read() -> None:
            if not sandboxed.drain():
                self._selector.unregister(sandboxed.output)

        self._selector.register(sandboxed.output, selectors.EVENT_READ, read)

    def _finish(self) -> None:
        """The scorer's process has ended; `run` sees it."""
        self._selector.unregister(self._scorer.monitor)

    def _serve(self) -> bool:
        """Answer one request of the scorer. False when the socket has ended or nothing waits in it."""
        self._control.settimeout(1.0)
        try:
            message, _ = receive_message(self._control)
            answer, descriptors = self._handle(message)
            if answer is not None:
                send_message(self._control, answer, descriptors)
            for descriptor in descriptors:
                os.close(descriptor)
        except (ControlClosed, TimeoutError):
            with contextlib.suppress(KeyError):
                self._selector.unregister(self._control)
            return False
        return True

    def _handle(
        self, message: dict[str, Any]
    ) -> tuple[dict[str, Any] | None, list[int]]:
        match message["op"]:
            case "start":
                return self._start_contestant()
            case "end":
                patience = EXIT_SECONDS if message["closed"] else 0.0
                return self._end_contestant(message["contestant"], None, patience), []
            case "seal":
                self._seal()
                return {}, []
            case "result" | "invalid":
                self._result = message
                return None, []
            case op:
                raise ValueError(f"unknown request {op}")

    def _start_contestant(self) -> tuple[dict[str, Any], list[int]]:
        number = len(self._contestants) + len(self._outcomes)
        if number >= MAX_CONTESTANTS:
            raise ValueError(f"more than {MAX_CONTESTANTS} contestants in one scoring")
        request, to_contestant = os.pipe()
        from_contestant, reply = os.pipe()
        for descriptor in (to_contestant, reply):
            # A refused request leaves the pipe at 64 KiB, which is only slower.
            with contextlib.suppress(OSError):
                fcntl.fcntl(descriptor, fcntl.F_SETPIPE_SZ, PIPE_BYTES)
        contestant = Sandboxed(self._plan["contestant"], [request, reply])
        contestant.sealed = self._sealed
        self._contestants[number] = contestant
        self._watch(contestant)
        self._tell(
            {"event": "started", "contestant": number, "pid": contestant.process.pid}
        )
        return {"contestant": number}, [to_contestant, from_contestant]

    def _end_contestant(
        self, number: int, reason: str | None, patience: float = 0.0
    ) -> dict[str, Any]:
        contestant = self._contestants.pop(number, None)
        if contestant is None:
            return self._outcomes.get(number, {})
        with contextlib.suppress(KeyError):
            self._selector.unregister(contestant.output)
        if patience > 0 and not contestant.has_ended(patience):
            reason = "it closed its connection"
        contestant.end(reason)
        contestant.close()
        self._tell({"event": "ended", "contestant": number})
        outcome = contestant.outcome()
        self._outcomes[number] = outcome
        return outcome

    def _seal(self) -> None:
        """Keep nothing of what contestants print from now on."""
        self._sealed = True
        for contestant in self._contestants.values():
            contestant.drain()
            contestant.sealed = True

    def _obey(self, line: bytes | None) -> None:
        """Do what the host says; None when the host is gone."""
        if line is None:
            self._stop("the host ended")
            os._exit(1)
        command = json.loads(line)
        if command["op"] == "stop":
            self._stop(command["reason"])
        elif command["contestant"] in self._contestants:
            # The scorer sees the end of the pipe, and asks how it ended.
            contestant = self._contestants[command["contestant"]]
            contestant.end(command["reason"])

    def _stop(self, reason: str) -> None:
        self._stopped = self._stopped or reason
        for number in list(self._contestants):
            self._end_contestant(number, reason)
        self._scorer.end(reason)


def _read_lines(use: Callable[[bytes | None], None]) -> Callable[[], None]:
    """A function that reads what standard input has and gives its lines to `use`, and None at its end."""
    pending = bytearray()

    def read() -> None:
        data = os.read(0, 1 << 16)
        if not data:
            use(None)
        pending.extend(data)
        while b"\n" in pending:
            line, _, rest = bytes(pending).partition(b"\n")
            pending[:] = rest
            use(line)

    return read


def main() -> None:
    plan = json.loads(_read_line(0))

    def tell(event: dict[str, Any]) -> None:
        sys.stdout.write(json.dumps(event) + "\n")
        sys.stdout.flush()

    Broker(plan, tell).run()


def _read_line(descriptor: int) -> bytes:
    """The first line. The host says nothing more before it has heard of an event, so nothing can follow it in one read."""
    line = bytearray()
    while not line.endswith(b"\n"):
        data = os.read(descriptor, 1 << 16)
        if not data:
            os._exit(1)
        line += data
    return bytes(line)


if __name__ == "__main__":
    main()
