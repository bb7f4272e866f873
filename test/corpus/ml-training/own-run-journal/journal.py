import hashlib
import json
from datetime import datetime, timezone
from pathlib import Path


class Journal:
    """Append-only record of the author's experiments."""

    def __init__(self, path="experiments/runs.jsonl"):
        self.path = Path(path)
        self.path.parent.mkdir(exist_ok=True)

    def append(self, **fields):
        row = {"at": datetime.now(timezone.utc).isoformat(), **fields}
        row["key"] = hashlib.sha256(json.dumps(fields, sort_keys=True).encode()).hexdigest()[:12]
        with self.path.open("a") as fh:
            fh.write(json.dumps(row) + "\n")
        return row

    def rows(self):
        return [json.loads(line) for line in self.path.read_text().splitlines()] if self.path.exists() else []
