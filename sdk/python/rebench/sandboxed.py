"""One program in a sandbox, as the broker runs it. Standard library only."""

import contextlib
import json
import os
import selectors
import signal
import subprocess
import time
from typing import Any

TAIL_BYTES = 8192
# A kernel that has killed a process needs this long at most to take it down; beyond it something is badly stuck.
END_SECONDS = 10.0


class Sandboxed:
    """A program in a sandbox: its process, what it prints, and how it ends.

    `inherited` are descriptors that the program gets, their numbers appended to its command. They are closed here.
    """

    def __init__(self, plan: dict[str, Any], inherited: list[int]) -> None:
        self.started = time.monotonic()
        self.ended_for: str | None = None
        self.sealed = False
        self.killed = False
        self.printed = 0
        self.tail = bytearray()
        self.output_bytes: int = plan["outputBytes"]
        self.initial: int | None = None
        self.status = ""
        self.is_sandboxed = plan["options"] is not None
        self.output, output = os.pipe()
        self.statuses, status = os.pipe()
        try:
            self.process = _start(plan, inherited, output, status)
        finally:
            for descriptor in [output, status, *inherited]:
                os.close(descriptor)
        os.set_blocking(self.output, False)
        self.monitor = os.pidfd_open(self.process.pid)
        if self.is_sandboxed:
            self._read_initial()

    def has_ended(self, patience: float = 0.0) -> bool:
        """Whether the program has ended, waiting for it for at most `patience` seconds. Does not reap it."""
        return _is_readable(self.monitor, patience)

    def end(self, reason: str | None) -> None:
        """Kill every process of the sandbox. `reason` completes "ended (...)" unless one was given before."""
        if not self.has_ended():
            self.ended_for = self.ended_for or reason
        self._kill()
        self.process.wait()
        if self.initial is not None:
            # The sandbox's first process is a zombie only once the kernel has taken down all the others.
            _is_readable(self.initial, END_SECONDS)
        self.status += _read_rest(self.statuses)
        self.drain()

    def drain(self) -> bool:
        """Read what was printed. False at the end of the output."""
        while True:
            try:
                data = os.read(self.output, 1 << 16)
            except BlockingIOError:
                return True
            if not data:
                return False
            self.printed += len(data)
            if not self.sealed:
                self.tail = (self.tail + data)[-TAIL_BYTES:]
            if self.printed > self.output_bytes:
                too_much = f"it printed more than {self.output_bytes} bytes"
                self.ended_for = self.ended_for or too_much
                self._kill()
                return False

    def outcome(self) -> dict[str, Any]:
        """Facts about a process that has ended."""
        code = self.process.returncode
        number = -code if code < 0 else code - 128 if code > 128 else None
        return {
            "exitCode": code if number is None else None,
            "signal": None if number is None else _signal_name(number),
            "endedFor": self.ended_for,
            "sandboxFailed": self.is_sandboxed
            and not self.killed
            and '"exit-code"' not in self.status,
            "printedBytes": self.printed,
            "output": bytes(self.tail).decode(errors="replace"),
            "wallSeconds": time.monotonic() - self.started,
        }

    def close(self) -> None:
        for descriptor in (self.output, self.statuses, self.monitor, self.initial):
            if descriptor is not None:
                os.close(descriptor)

    def _read_initial(self) -> None:
        """Learn the sandbox's first process, whose end is the end of all others; unknown if bubblewrap failed before it."""
        while "\n" not in self.status:
            data = os.read(self.statuses, 1 << 12)
            if not data:
                return
            self.status += data.decode()
        with contextlib.suppress(ProcessLookupError):
            self.initial = os.pidfd_open(
                json.loads(self.status.splitlines()[0])["child-pid"]
            )

    def _kill(self) -> None:
        """Send the signals; a process that is not reaped keeps its number, so they reach nobody else."""
        if self.process.returncode is not None:
            return
        self.killed = self.killed or not self.has_ended()
        with contextlib.suppress(ProcessLookupError, PermissionError):
            if self.initial is not None:
                signal.pidfd_send_signal(self.initial, signal.SIGKILL)
        with contextlib.suppress(ProcessLookupError, PermissionError):
            # Without bubblewrap this ends the process group: what left it with setsid lives on.
            os.killpg(self.process.pid, signal.SIGKILL)


def _start(
    plan: dict[str, Any], inherited: list[int], output: int, status: int
) -> subprocess.Popen[bytes]:
    command = [*plan["command"], *map(str, inherited)]
    kept = list(inherited)
    arguments: int | None = None
    if plan["options"] is not None:
        # Through a descriptor, so that the sandbox does not show the host's paths in its process list.
        arguments = os.memfd_create("arguments")
        os.write(arguments, b"".join(o.encode() + b"\0" for o in plan["options"]))
        os.lseek(arguments, 0, os.SEEK_SET)
        kept += [arguments, status]
        options = ["--args", str(arguments), "--json-status-fd", str(status)]
        command = [plan["program"], *options, "--", *command]
    try:
        return subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            pass_fds=kept,
            env=plan["environment"],
            cwd=plan.get("cwd", "/"),
            start_new_session=True,
        )
    finally:
        if arguments is not None:
            os.close(arguments)


def _read_rest(descriptor: int) -> str:
    """What a pipe holds; does not wait for more."""
    os.set_blocking(descriptor, False)
    data = b""
    with contextlib.suppress(BlockingIOError):
        while part := os.read(descriptor, 1 << 12):
            data += part
    return data.decode(errors="replace")


def _is_readable(descriptor: int, seconds: float) -> bool:
    """Whether a descriptor becomes readable within this time; one of a process does so when the process ends."""
    with selectors.PollSelector() as selector:
        selector.register(descriptor, selectors.EVENT_READ)
        return bool(selector.select(seconds))


def _signal_name(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:
        return str(number)
