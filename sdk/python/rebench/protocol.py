"""Messages between a scorer and a contestant: length-prefixed frames on pipes.

A frame is the four bytes `RBF1`, the length of the header (uint32, little-endian), the header (JSON, UTF-8) and the raw
little-endian bytes of the header's arrays, in order. The header is one object with exactly four keys:

    id      32 hexadecimal digits, drawn anew for each request; the answer repeats them
    kind    a word: `load` and `call` go to the contestant, `ready`, `result` and `error` come back
    value   JSON; `{"$array": n}` stands for the n-th array
    arrays  a list of {"dtype": str, "shape": [int, ...]}

The two sides do not trust each other, so nothing is allocated before the length that it needs was checked against a limit,
and nothing waits without a deadline where one is given. JSON's NaN and Infinity are refused: numbers are finite.
"""

import json
import math
import os
import re
import select
import struct
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

MAGIC = b"RBF1"
PREFIX = struct.Struct("<4sI")
ARRAY_KEY = "$array"

# Booleans and numbers of fixed size. No float16-like extension types, no text, no Python objects (they would be pickled).
DTYPES: frozenset[str] = frozenset(
    {"bool", "float16", "float32", "float64"}
    | {"int8", "int16", "int32", "int64"}
    | {"uint8", "uint16", "uint32", "uint64"}
)
MAX_ARRAYS = 256
MAX_DIMENSIONS = 16
MAX_HEADER_BYTES = 1 << 20
# Answers that are arrays have the size that the scorer expects; this bounds those whose size it leaves open.
MAX_BODY_BYTES = 1 << 30

_ID = re.compile(r"[0-9a-f]{32}\Z")
_KIND = re.compile(r"[a-z]{1,16}\Z")


class ProtocolError(Exception):
    """The other side sent something that is not a frame, or more than it may send."""


class PeerClosed(Exception):
    """The other side closed its end (usually because its process ended)."""


class DeadlineExceeded(Exception):
    """The other side did not read or write in time."""


@dataclass(frozen=True)
class Frame:
    """One message. `value` is JSON in which arrays are already put back in place."""

    id: str
    kind: str
    value: Any
    arrays: list[NDArray[Any]] = field(default_factory=list)


@dataclass(frozen=True)
class Limits:
    """How large a frame may be, in bytes. `body` counts all arrays of one frame together."""

    header: int = MAX_HEADER_BYTES
    body: int = MAX_BODY_BYTES


def send_frame(descriptor: int, frame: Frame, deadline: float | None = None) -> None:
    """Write a frame to a pipe. `frame.value` may hold numpy arrays anywhere; `frame.arrays` is ignored.

    `deadline` is in seconds of `time.monotonic()` and holds only for a non-blocking descriptor: a blocking write of more
    than the pipe has room for does not come back. Raises DeadlineExceeded, PeerClosed, and ValueError or TypeError for
    a value that a frame can not carry.
    """
    arrays: list[NDArray[Any]] = []
    value = _detach(frame.value, arrays)
    described = [{"dtype": a.dtype.name, "shape": list(a.shape)} for a in arrays]
    header = json.dumps(
        {"id": frame.id, "kind": frame.kind, "value": value, "arrays": described},
        allow_nan=False,
        separators=(",", ":"),
    ).encode()
    write_all(descriptor, PREFIX.pack(MAGIC, len(header)) + header, deadline)
    for array in arrays:
        write_all(descriptor, _as_bytes(array), deadline)


def receive_frame(
    descriptor: int,
    limits: Limits = Limits(),
    deadline: float | None = None,
) -> Frame:
    """Read a frame from a pipe and check its form. With a deadline the descriptor should be non-blocking.

    `deadline` is in seconds of `time.monotonic()`. Raises ProtocolError, PeerClosed or DeadlineExceeded. Arrays are
    fresh, writable, C-contiguous and in native byte order.
    """
    prefix = bytearray(PREFIX.size)
    read_exactly(descriptor, prefix, deadline)
    magic, length = PREFIX.unpack(prefix)
    if magic != MAGIC:
        raise ProtocolError("a message does not begin as messages do")
    if length > limits.header:
        raise ProtocolError(
            f"a message's header has {length} bytes, allowed are {limits.header}"
        )
    header = bytearray(length)
    read_exactly(descriptor, header, deadline)
    identity, kind, value, described = parse_header(bytes(header))
    shapes = [
        parse_description(description, position)
        for position, description in enumerate(described)
    ]
    total = sum(dtype.itemsize * math.prod(shape) for dtype, shape in shapes)
    if total > limits.body:
        described_as = ", ".join(f"{d.name} {list(shape)}" for d, shape in shapes[:4])
        raise ProtocolError(
            f"its arrays ({described_as}) have {total} bytes, allowed are {limits.body}"
        )
    arrays = [
        _read_array(descriptor, dtype, shape, deadline) for dtype, shape in shapes
    ]
    try:
        return Frame(identity, kind, _attach(value, arrays), arrays)
    except RecursionError as error:
        raise ProtocolError("a message's value is nested too deeply") from error


def parse_header(header: bytes) -> tuple[str, str, Any, list[Any]]:
    """The id, kind, value and array descriptions of a header's bytes, or ProtocolError."""
    try:
        parsed = json.loads(header.decode("utf-8"), parse_constant=_refuse_constant)
    except (ValueError, RecursionError) as error:
        raise ProtocolError("a message's header is not JSON") from error
    if not isinstance(parsed, dict) or set(parsed) != {"id", "kind", "value", "arrays"}:
        raise ProtocolError("a message's header does not have the keys of one")
    identity, kind, arrays = parsed["id"], parsed["kind"], parsed["arrays"]
    if not isinstance(identity, str) or not _ID.match(identity):
        raise ProtocolError("a message's id is not 32 hexadecimal digits")
    if not isinstance(kind, str) or not _KIND.match(kind):
        raise ProtocolError("a message's kind is not a word")
    if not isinstance(arrays, list) or len(arrays) > MAX_ARRAYS:
        raise ProtocolError(
            f"a message's arrays are not a list of at most {MAX_ARRAYS}"
        )
    return identity, kind, parsed["value"], arrays


def parse_description(
    description: Any, position: int
) -> tuple[np.dtype[Any], tuple[int, ...]]:
    """The dtype and shape that a header gives for an array, or ProtocolError."""
    if not isinstance(description, dict) or set(description) != {"dtype", "shape"}:
        raise ProtocolError(f"array {position} is not described by dtype and shape")
    dtype, shape = description["dtype"], description["shape"]
    if not isinstance(dtype, str) or dtype not in DTYPES:
        raise ProtocolError(f"array {position} has a dtype that messages do not carry")
    if (
        not isinstance(shape, list)
        or len(shape) > MAX_DIMENSIONS
        or not all(type(size) is int and size >= 0 for size in shape)
        # An array of zero elements may still have dimensions whose product numpy can not hold.
        or math.prod(size for size in shape if size) >= 1 << 48
    ):
        raise ProtocolError(f"array {position} has no valid shape")
    return np.dtype(dtype).newbyteorder("<"), tuple(shape)


def read_exactly(
    descriptor: int, buffer: bytearray | memoryview, deadline: float | None
) -> None:
    """Fill the buffer from a pipe. Raises PeerClosed or DeadlineExceeded."""
    view = memoryview(buffer).cast("B") if len(buffer) else memoryview(b"")
    filled = 0
    while filled < len(view):
        _wait(descriptor, select.POLLIN, deadline)
        try:
            count = os.readv(descriptor, [view[filled:]])
        except BlockingIOError:
            continue
        if count == 0:
            raise PeerClosed("the other side closed the connection")
        filled += count


def write_all(
    descriptor: int, data: bytes | memoryview, deadline: float | None
) -> None:
    """Write all bytes to a pipe. Raises PeerClosed or DeadlineExceeded."""
    view = memoryview(data).cast("B") if len(data) else memoryview(b"")
    while len(view):
        _wait(descriptor, select.POLLOUT, deadline)
        try:
            view = view[os.write(descriptor, view) :]
        except BlockingIOError:
            continue
        except BrokenPipeError as error:
            raise PeerClosed("the other side closed the connection") from error


def _wait(descriptor: int, events: int, deadline: float | None) -> None:
    """Return when the descriptor is ready, or raise DeadlineExceeded."""
    if deadline is None and os.get_blocking(descriptor):
        return
    poller = select.poll()
    poller.register(descriptor, events)
    milliseconds = (
        None if deadline is None else max(0.0, deadline - time.monotonic()) * 1000
    )
    # Rounded up, so that the wait never ends just before the deadline and then spins.
    if not poller.poll(None if milliseconds is None else math.ceil(milliseconds)):
        raise DeadlineExceeded("no answer in time")
    if deadline is not None and time.monotonic() >= deadline:
        raise DeadlineExceeded("no answer in time")


def _detach(value: Any, arrays: list[NDArray[Any]]) -> Any:
    """A copy of a value in which each array is replaced by its number in `arrays`."""
    if isinstance(value, np.ndarray):
        if value.dtype.name not in DTYPES:
            raise TypeError(f"a message can not carry an array of {value.dtype}")
        arrays.append(value)
        return {ARRAY_KEY: len(arrays) - 1}
    if isinstance(value, np.generic):
        return value.item()
    if isinstance(value, dict):
        if ARRAY_KEY in value or not all(isinstance(key, str) for key in value):
            raise TypeError("a message's objects have text as keys")
        return {key: _detach(item, arrays) for key, item in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, (str, bytes, bytearray)):
        return [_detach(item, arrays) for item in value]
    if value is None or isinstance(value, (bool, int, float, str)):
        return value
    raise TypeError(f"a message can not carry a {type(value).__name__}")


def _attach(value: Any, arrays: list[NDArray[Any]]) -> Any:
    """The inverse of `_detach`. Raises ProtocolError for a number without an array."""
    if isinstance(value, list):
        return [_attach(item, arrays) for item in value]
    if not isinstance(value, dict):
        return value
    if ARRAY_KEY not in value:
        return {key: _attach(item, arrays) for key, item in value.items()}
    number = value[ARRAY_KEY]
    if len(value) != 1 or type(number) is not int or not 0 <= number < len(arrays):
        raise ProtocolError("a message refers to an array that it does not carry")
    return arrays[number]


def _as_bytes(array: NDArray[Any]) -> memoryview:
    little = np.ascontiguousarray(array, dtype=array.dtype.newbyteorder("<"))
    return little.reshape(-1).view(np.uint8).data


def _read_array(
    descriptor: int,
    dtype: np.dtype[Any],
    shape: tuple[int, ...],
    deadline: float | None,
) -> NDArray[Any]:
    array = np.empty(shape, dtype=dtype)
    if dtype.kind == "b":
        # Any byte but 0 and 1 makes a boolean array that numpy's own loops treat inconsistently.
        raw = np.empty(array.size, dtype=np.uint8)
        read_exactly(descriptor, raw.data, deadline)
        if raw.size and raw.max() > 1:
            raise ProtocolError("a boolean array holds something else")
        return raw.astype(np.bool_).reshape(shape)
    if array.size:
        read_exactly(descriptor, array.reshape(-1).view(np.uint8).data, deadline)
    return array.astype(dtype.newbyteorder("="), copy=False)


def _refuse_constant(name: str) -> None:
    raise ValueError(f"{name} is not a number")
