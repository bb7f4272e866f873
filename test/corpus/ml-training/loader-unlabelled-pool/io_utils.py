import os
from pathlib import Path

import pandas as pd


class Store:
    """Finds tables below the data root, plain or compressed."""

    def __init__(self, root=None):
        self.root = Path(root or os.environ.get("DATA_ROOT", "data")).resolve()

    def table(self, name):
        for suffix in (".csv", ".csv.gz"):
            path = self.root / f"{name}{suffix}"
            if path.is_file():
                return pd.read_csv(path)
        return None
