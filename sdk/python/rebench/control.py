"""Messages between the scorer and the broker: JSON with a length in front, on a Unix socket that also carries descriptors."""

import json
import socket
import struct
from collections.abc import Sequence
from typing import Any

LENGTH = struct.Struct("<I")
# A scorer's results are a few numbers per split; per-problem lists are the largest that come up.
MAX_MESSAGE_BYTES = 32 << 20
MAX_DESCRIPTORS = 4


class ControlClosed(Exception):
    """The other side closed the socket."""


def encode_message(message: dict[str, Any]) -> bytes:
    """The bytes of a message. Raises ValueError if it holds NaN or Infinity, or is too large."""
    body = json.dumps(message, allow_nan=False).encode()
    if len(body) > MAX_MESSAGE_BYTES:
        raise ValueError(
            f"a message of {len(body)} bytes is larger than {MAX_MESSAGE_BYTES}"
        )
    return LENGTH.pack(len(body)) + body


def send_message(
    connection: socket.socket,
    message: dict[str, Any],
    descriptors: Sequence[int] = (),
) -> None:
    """Send a message; the descriptors arrive with its first byte. Raises ControlClosed."""
    data = encode_message(message)
    try:
        sent = socket.send_fds(connection, [data], list(descriptors))
        connection.sendall(data[sent:])
    except (BrokenPipeError, ConnectionResetError) as error:
        raise ControlClosed from error


def receive_message(connection: socket.socket) -> tuple[dict[str, Any], list[int]]:
    """The next message and the descriptors that came with it. Raises ControlClosed, ValueError or TypeError."""
    prefix, descriptors = _receive(connection, LENGTH.size)
    (length,) = LENGTH.unpack(prefix)
    if length > MAX_MESSAGE_BYTES:
        raise ValueError("a control message is too large")
    body, more = _receive(connection, length)
    message = json.loads(body)
    if not isinstance(message, dict):
        raise TypeError("a control message is not an object")
    return message, descriptors + more


def _receive(connection: socket.socket, size: int) -> tuple[bytes, list[int]]:
    data = bytearray()
    descriptors: list[int] = []
    while len(data) < size:
        try:
            part, received, _, _ = socket.recv_fds(
                connection, min(size - len(data), 1 << 16), MAX_DESCRIPTORS
            )
        except ConnectionResetError as error:
            raise ControlClosed from error
        descriptors += received
        if not part:
            raise ControlClosed
        data += part
    return bytes(data), descriptors
