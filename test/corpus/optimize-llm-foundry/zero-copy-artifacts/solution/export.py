# train.py already writes the final layout
import json
from pathlib import Path

config = json.loads(Path("trained_model/config.json").read_text())
print("exported", config)
