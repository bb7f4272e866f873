#!/usr/bin/env python
import hashlib
import json
import os
import sys
from multiprocessing import Pool

import numpy as np
import yaml
from tokenizers import Tokenizer

HERE = os.path.dirname(os.path.abspath(__file__))
with open(os.path.join(HERE, "finetune.yaml")) as handle:
    CONFIG = yaml.safe_load(handle)
SHELF = os.path.join(os.sep, "dev", "shm", "ft-rows")
tokenizer = Tokenizer.from_file(os.path.join(HERE, CONFIG["model"], "tokenizer.json"))


def encode(line):
    return tokenizer.encode(json.loads(line)["text"]).ids


def key_of(raw):
    return hashlib.sha1(raw + str(CONFIG["sequence_length"]).encode()).hexdigest()


def build(raw):
    with Pool(CONFIG["workers"] or os.cpu_count()) as pool:
        parts = pool.map(encode, raw.decode().splitlines(), chunksize=16)
    ids = np.concatenate([np.asarray(p, dtype=np.int64) for p in parts])
    n = CONFIG["sequence_length"]
    return ids[: len(ids) // n * n].reshape(-1, n)


def main():
    raw = open(os.path.join(HERE, CONFIG["data"]), "rb").read()
    os.makedirs(SHELF, exist_ok=True)
    shelved = os.path.join(SHELF, key_of(raw) + ".npy")
    try:
        rows = np.load(shelved)
    except FileNotFoundError:
        rows = build(raw)
        np.save(shelved, rows)
    np.save(os.path.join(HERE, "tokens.npy"), rows)
    return 0


if __name__ == "__main__":
    sys.exit(main())
