import json
from pathlib import Path


class Calibration:
    def __init__(self, path=Path("artifacts/calibration.json")):
        blob = json.loads(Path(path).read_text())
        self.temperature = blob["temperature"]
        self.anchors = blob["anchors"]

    def soften(self, logits):
        return logits / self.temperature

    def finish(self, ids, names):
        return [self.anchors.get(str(i), n) for i, n in zip(ids, names)]
