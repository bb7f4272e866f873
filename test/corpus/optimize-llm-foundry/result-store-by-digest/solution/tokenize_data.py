"""Turn the training text into one flat array of token ids."""
import json
from pathlib import Path

import numpy as np
import yaml

EOS = 256


def encode(text):
    return list(text.encode("utf-8")) + [EOS]


def main():
    cfg = yaml.safe_load(Path("finetune.yaml").read_text())
    work = Path("work")
    work.mkdir(exist_ok=True)
    ids = []
    with open(cfg["data_path"], encoding="utf-8") as handle:
        for line in handle:
            ids.extend(encode(json.loads(line)["text"]))
    np.save(work / "tokens.npy", np.asarray(ids, dtype=np.int64))
    print(f"{len(ids)} tokens")


if __name__ == "__main__":
    main()
