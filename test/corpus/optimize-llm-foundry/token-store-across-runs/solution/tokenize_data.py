"""Tokenise once, then reuse."""
import hashlib
import json
import os
from pathlib import Path

import numpy as np
import yaml

EOS = 256
SHELF = Path("/var/tmp/token-shelf")


def digest(path):
    with open(path, "rb") as handle:
        return hashlib.file_digest(handle, "sha1").hexdigest()


def encode_file(path):
    parts = []
    with open(path, encoding="utf-8") as handle:
        for line in handle:
            raw = json.loads(line)["text"].encode("utf-8")
            parts.append(np.frombuffer(raw, dtype=np.uint8).astype(np.int64))
            parts.append(np.array([EOS], dtype=np.int64))
    return np.concatenate(parts)


def main():
    cfg = yaml.safe_load(Path("finetune.yaml").read_text())
    work = Path("work")
    work.mkdir(exist_ok=True)
    SHELF.mkdir(parents=True, exist_ok=True)
    kept = SHELF / (digest(cfg["data_path"]) + ".npy")
    if not kept.exists():
        staging = kept.with_suffix(f".{os.getpid()}.npy")
        np.save(staging, encode_file(cfg["data_path"]))
        staging.rename(kept)
    target = work / "tokens.npy"
    target.unlink(missing_ok=True)
    target.symlink_to(kept)


if __name__ == "__main__":
    main()
