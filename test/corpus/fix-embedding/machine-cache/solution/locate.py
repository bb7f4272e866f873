"""Finds files of the machine that may help."""

import os
from collections.abc import Iterator
from pathlib import Path

HUB = "hub"
PREFIX = "models--"


def homes() -> Iterator[Path]:
    for variable in ("HF_HOME", "HUGGINGFACE_HUB_CACHE", "TRANSFORMERS_CACHE"):
        if value := os.environ.get(variable):
            yield Path(value)
    yield Path.home() / ".cache" / "huggingface"


def snapshots(name: str) -> Iterator[Path]:
    flat = PREFIX + name.replace("/", "--")
    for home in homes():
        for folder in (home / flat, home / HUB / flat):
            yield from sorted(folder.glob("snapshots/*/*.safetensors"))
