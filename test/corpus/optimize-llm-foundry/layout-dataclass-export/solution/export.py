"""Export step, typed."""
from __future__ import annotations

import shutil
import sys
from pathlib import Path

from layout import Layout


def publish(source: Path, destination: Path) -> int:
    """Replace destination by source; returns the number of bytes written."""
    if destination.exists():
        shutil.rmtree(destination)
    shutil.copytree(source, destination, copy_function=shutil.copyfile)
    return sum(p.stat().st_size for p in destination.rglob("*") if p.is_file())


def main() -> int:
    layout = Layout()
    if not layout.checkpoint.exists():
        print("no checkpoint, did training run?", file=sys.stderr)
        return 1
    written = publish(layout.artefact(), layout.destination)
    print(f"exported {written / 1e6:.1f} MB to {layout.destination.name}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
