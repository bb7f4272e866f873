import json
import math
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F

from model import GPT

DATA = Path("data")


def token_lengths(path="tokenizer/vocab.json"):
    """Number of UTF-8 bytes behind each token id."""
    vocab = json.loads(Path(path).read_text())
    table = np.zeros(max(vocab.values()) + 1, dtype=np.int64)
    for piece, index in vocab.items():
        table[index] = len(piece.encode("utf8"))
    return table


class Corpus:
    def __init__(self):
        self.train = np.memmap(DATA / "train.bin", dtype=np.uint16, mode="r")
        self.val = np.memmap(DATA / "val.bin", dtype=np.uint16, mode="r")
        self.lengths = token_lengths()

    def batch(self, size, context):
        at = np.random.randint(0, len(self.train) - context - 1, size)
        rows = np.stack([self.train[i : i + context + 1] for i in at]).astype(np.int64)
        rows = torch.from_numpy(rows)
        return rows[:, :-1], rows[:, 1:]

    def windows(self, context, limit):
        n = min(limit, (len(self.val) - 1) // context)
        flat = torch.from_numpy(self.val[: n * context + 1].astype(np.int64))
        return flat[:-1].view(n, context), flat[1:].view(n, context)


def bits_per_byte(model, corpus, limit=10**9):
    model.eval()
    x, y = corpus.windows(model.context, limit)
    nats = 0.0
    with torch.no_grad():
        for a, b in zip(x.split(16), y.split(16)):
            nats += F.cross_entropy(model(a).flatten(0, 1), b.flatten(), reduction="sum").item()
    n_bytes = int(corpus.lengths[y.numpy().ravel()].sum())
    return nats / math.log(2) / n_bytes


def main(steps=2500):
    torch.manual_seed(0)
    np.random.seed(0)
    corpus, model = Corpus(), GPT()
    opt = torch.optim.AdamW(model.parameters(), lr=8e-4, weight_decay=0.05)
    for step in range(steps):
        x, y = corpus.batch(24, model.context)
        loss = F.cross_entropy(model(x).flatten(0, 1), y.flatten())
        opt.zero_grad()
        loss.backward()
        opt.step()
    print(f"val_bpb={bits_per_byte(model, corpus):.4f}")


if __name__ == "__main__":
    main()
