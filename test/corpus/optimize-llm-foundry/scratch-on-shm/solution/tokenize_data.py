import json
import os
from pathlib import Path

import numpy as np
import yaml

scratch = Path(os.environ["FT_SCRATCH"])
cfg = yaml.safe_load(Path("finetune.yaml").read_text())
with open(cfg["data_path"], encoding="utf-8") as handle:
    blob = b"".join(json.loads(line)["text"].encode("utf-8") + b"\xff" for line in handle)
ids = np.frombuffer(blob, dtype=np.uint8).astype(np.int64)
ids[ids == 255] = 256
np.save(scratch / "tokens.npy", ids)
