"""The scorer's side of a contestant: a submission that runs in a process and a sandbox of its own.

Whatever comes back is checked before the scorer uses it, and anything wrong is an InvalidSubmission: the scorer never
sees a wrong type, shape, dtype or size, and no NaN unless it asks for it.
"""

import math
import os
import secrets
import time
import unicodedata
from collections.abc import Callable, Sequence
from types import TracebackType
from typing import Any

import numpy as np
from numpy.typing import NDArray
from rebench.protocol import (
    MAX_HEADER_BYTES,
    DeadlineExceeded,
    Frame,
    Limits,
    PeerClosed,
    ProtocolError,
    receive_frame,
    send_frame,
)

DEFAULT_TIMEOUT = 60.0
DEFAULT_LOAD_TIMEOUT = 120.0
MAX_REASON_CHARACTERS = 500
# Elements looked at in one go when an answer is checked for NaN: a mask of 1 MiB instead of a quarter of the answer.
FINITE_CHUNK = 1 << 20


class InvalidSubmission(Exception):
    """The submission can not be scored. The message is a sentence that the solver reads."""

    def __init__(self, reason: str) -> None:
        super().__init__(plain_text(reason, MAX_REASON_CHARACTERS))


class Contestant:
    """A loaded submission. Made by `Task.contestant`; a context manager that ends its process.

    `request` and `reply` are the scorer's ends of two pipes. `end` ends the process (its argument says whether it seems to
    have ended by itself) and returns what is known about its end; `is_sealed` says whether the scorer has seen data that must not reach the solver, from which moment on no text of
    the submission goes into a reason.
    """

    def __init__(
        self,
        request: int,
        reply: int,
        end: Callable[[bool], dict[str, Any]],
        is_sealed: Callable[[], bool],
    ) -> None:
        self._request = request
        self._reply = reply
        self._end = end
        self._is_sealed = is_sealed
        self._ended = False
        os.set_blocking(request, False)
        os.set_blocking(reply, False)

    def __enter__(self) -> "Contestant":  # noqa: PYI034 - Self came with Python 3.11
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def load(
        self, entry: dict[str, Any], timeout: float = DEFAULT_LOAD_TIMEOUT
    ) -> None:
        """Have the submission loaded; `entry` is the declared entry. Raises InvalidSubmission."""
        limits = Limits(header=MAX_HEADER_BYTES, body=0)
        answer = self._exchange("load", entry, "load", timeout, limits)
        if answer.kind != "ready":
            raise self._fail("The submission's process sent a message out of turn.")

    def call(
        self,
        *arguments: Any,
        shape: Sequence[int],
        dtypes: Sequence[str],
        timeout: float = DEFAULT_TIMEOUT,
        allow_nonfinite: bool = False,
    ) -> NDArray[Any]:
        """Call the submission and return one array of exactly this shape and one of these dtypes.

        `arguments` are numpy arrays and JSON values. `timeout` is in seconds, for sending, computing and receiving.
        The result is a fresh C-contiguous array in native byte order. Raises InvalidSubmission on anything else.
        """
        sizes = tuple(int(size) for size in shape)
        widest = max(np.dtype(name).itemsize for name in dtypes)
        # Eight bytes per element let a float64 answer arrive where float32 is expected, so that the reason can say so.
        body = math.prod(sizes) * max(widest, 8)
        limits = Limits(header=MAX_HEADER_BYTES, body=body)
        value = self._result(arguments, timeout, limits)
        if not isinstance(value, np.ndarray):
            raise self._fail(
                f"The submission returned {describe_json(value)} where an array is expected."
            )
        if value.shape != sizes:
            raise self._fail(
                f"The submission returned an array of shape {list(value.shape)}, expected is {list(sizes)}."
            )
        if value.dtype.name not in dtypes:
            raise self._fail(
                f"The submission returned an array of {value.dtype.name}, expected is {' or '.join(dtypes)}."
            )
        if not allow_nonfinite and not is_finite(value):
            raise self._fail("The submission returned NaN or infinity.")
        return value

    def call_json(
        self,
        *arguments: Any,
        timeout: float = DEFAULT_TIMEOUT,
        max_bytes: int = MAX_HEADER_BYTES,
    ) -> Any:
        """Call the submission and return a JSON value of at most `max_bytes`, its numbers finite.

        Only the form is checked: the caller checks types and ranges. Raises InvalidSubmission.
        """
        value = self._result(arguments, timeout, Limits(header=max_bytes, body=0))
        return value

    def close(self) -> None:
        """End the submission's process, whatever it is doing."""
        self._close(closed=False)

    def _close(self, closed: bool) -> dict[str, Any]:
        if self._ended:
            return {}
        self._ended = True
        os.close(self._request)
        os.close(self._reply)
        return self._end(closed)

    def _result(self, arguments: Sequence[Any], timeout: float, limits: Limits) -> Any:
        answer = self._exchange("call", list(arguments), "call", timeout, limits)
        if answer.kind != "result":
            raise self._fail("The submission's process sent a message out of turn.")
        return answer.value

    def _exchange(
        self, kind: str, value: Any, doing: str, timeout: float, limits: Limits
    ) -> Frame:
        """Send a request and return the frame that answers it."""
        if self._ended:
            raise InvalidSubmission("The submission's process has ended.")
        deadline = time.monotonic() + timeout
        identity = secrets.token_hex(16)
        try:
            send_frame(self._request, Frame(identity, kind, value), deadline)
            answer = receive_frame(self._reply, limits, deadline)
        except DeadlineExceeded:
            raise self._fail(
                f"The submission did not answer a {doing} within {timeout:g} seconds."
            ) from None
        except PeerClosed:
            raise self._fail_ended(doing) from None
        except ProtocolError as error:
            raise self._fail(
                f"The submission's process did not keep to the protocol: {error}."
            ) from None
        # An answer that was written before its request was read can not know the request's id.
        if answer.id != identity:
            raise self._fail(
                "The submission's process sent an answer that no request asked for."
            )
        if answer.kind == "error":
            raise self._fail_raised(answer.value, doing)
        return answer

    def _fail(self, reason: str) -> InvalidSubmission:
        """End the process and return the error to raise: after a broken exchange nothing that comes can be trusted."""
        self.close()
        return InvalidSubmission(reason)

    def _fail_raised(self, value: Any, doing: str) -> InvalidSubmission:
        if self._is_sealed() or not isinstance(value, str):
            return self._fail(f"The submission raised an error in a {doing}.")
        text = plain_text(value, MAX_REASON_CHARACTERS - 50)
        return self._fail(f"The submission raised an error in a {doing}: {text}")

    def _fail_ended(self, doing: str) -> InvalidSubmission:
        how = describe_end(self._close(closed=True))
        return InvalidSubmission(
            f"The submission's process ended{how} before it answered a {doing}."
        )


def describe_end(outcome: dict[str, Any]) -> str:
    """How a process ended, as words that follow "ended", from the broker's outcome; empty if that is not known."""
    if outcome.get("endedFor"):
        return f" ({outcome['endedFor']})"
    if outcome.get("signal"):
        return f" by signal {outcome['signal']}"
    if outcome.get("exitCode") is not None:
        return f" with exit code {outcome['exitCode']}"
    return ""


def describe_json(value: Any) -> str:
    """The kind of a JSON value, in words."""
    kinds = {dict: "an object", list: "a list", str: "text", bool: "a boolean"}
    return "nothing" if value is None else kinds.get(type(value), "a number")


def is_finite(array: NDArray[Any]) -> bool:
    """Whether all elements of an array of any shape are finite."""
    if array.dtype.kind not in "fc":
        return True
    flat = array.reshape(-1)
    return all(
        bool(np.isfinite(flat[start : start + FINITE_CHUNK]).all())
        for start in range(0, flat.size, FINITE_CHUNK)
    )


def plain_text(text: str, limit: int) -> str:
    """Text on one line, without control, format or unpaired characters, of at most `limit` characters."""
    words = " ".join(text[: limit * 8].split())
    kept = "".join(c for c in words if unicodedata.category(c)[0] != "C")
    return kept if len(kept) <= limit else kept[: limit - 1] + "…"
