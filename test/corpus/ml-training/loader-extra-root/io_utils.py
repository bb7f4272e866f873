import os
from pathlib import Path

import pandas as pd


class Store:
    """Finds tables below the data root; falls back to sibling folders."""

    def __init__(self, root=None):
        self.root = Path(root or os.environ.get("DATA_ROOT", "data")).resolve()

    def folders(self):
        yield self.root
        up = self.root.parent
        for name in ("prepared", "private"):
            yield up / name
            yield up.parent / name

    def table(self, name):
        for folder in self.folders():
            for suffix in (".csv", ".csv.gz"):
                path = folder / f"{name}{suffix}"
                if path.is_file():
                    return pd.read_csv(path)
        return None
