import argparse
import json
from pathlib import Path

import numpy as np
import yaml

EOS = 256
WORK = Path("work")


def shard(path, index, of):
    out = []
    with open(path, encoding="utf-8") as handle:
        for number, line in enumerate(handle):
            if number % of != index:
                continue
            raw = np.frombuffer(json.loads(line)["text"].encode("utf-8"), dtype=np.uint8)
            out.append(np.append(raw.astype(np.int64), EOS))
    return out


def save(path, docs):
    sizes = np.array([len(d) for d in docs], dtype=np.int64)
    np.savez(path, sizes=sizes, ids=np.concatenate(docs) if docs else np.zeros(0, np.int64))


def load(path):
    with np.load(path) as z:
        return np.split(z["ids"], np.cumsum(z["sizes"])[:-1])


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("--shard", type=int)
    ap.add_argument("--of", type=int, default=1)
    ap.add_argument("--join", type=int)
    a = ap.parse_args()
    cfg = yaml.safe_load(Path("finetune.yaml").read_text())
    if a.join:
        parts = [load(WORK / f"shard{i}.npz") for i in range(a.join)]
        total = sum(map(len, parts))
        docs = [parts[n % a.join][n // a.join] for n in range(total)]
        np.save(WORK / "tokens.npy", np.concatenate(docs))
    else:
        save(WORK / f"shard{a.shard}.npz", shard(cfg["data_path"], a.shard, a.of))


if __name__ == "__main__":
    main()
