"""Where everything lives."""
from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True)
class Layout:
    root: Path = Path(__file__).resolve().parent
    output: str = "trained_model"
    suffixes: tuple[str, ...] = field(default=("final", "partial"))

    @property
    def work(self) -> Path:
        return self.root / "work"

    @property
    def destination(self) -> Path:
        return self.root / self.output

    def artefact(self, level: int = 0) -> Path:
        """The folder that train.py filled."""
        return self.work / "_".join((self.output, self.suffixes[level]))
