"""Where everything lives."""
from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True)
class Layout:
    root: Path = Path(__file__).resolve().parent.parent
    output: str = "trained_model"
    suffixes: tuple[str, ...] = field(default=("work", "reference"))

    @property
    def checkpoint(self) -> Path:
        return self.root / "solution" / self.suffixes[0] / "checkpoint.pt"

    @property
    def destination(self) -> Path:
        return self.root / "solution" / self.output

    def artefact(self, level: int = -1) -> Path:
        """The folder whose files have the final layout."""
        return self.root / "_".join((self.output, self.suffixes[level]))
