"""What every data source of this environment produces, and the hidden choice of masked positions."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

# Both vocabularies fit into 16 bits, which halves the largest file.
STORED = np.uint16


@dataclass(frozen=True)
class HeldOut:
    """One hidden split: `tokens` [sequences, length] as they were, `masked` of the same shape says which are asked for."""

    tokens: NDArray[np.integer]
    masked: NDArray[np.bool_]

    def save(self, path: Path) -> None:
        np.savez(path, tokens=self.tokens.astype(STORED), masked=self.masked)


@dataclass(frozen=True)
class Corpus:
    """The hidden splits by name, the number of training tokens written, and what is known about the source."""

    held_out: Mapping[str, HeldOut]
    train_tokens: int
    facts: Mapping[str, object] = field(default_factory=dict)


def draw_mask(
    shape: tuple[int, int], fraction: float, rng: np.random.Generator
) -> NDArray[np.bool_]:
    """Each position is masked with probability `fraction`, independently of all others and of its token."""
    return rng.random(shape) < fraction
