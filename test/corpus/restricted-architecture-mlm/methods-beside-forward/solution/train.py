import argparse
import json
from pathlib import Path

import numpy as np
import torch
from model import PATH, Mixer

DATA = Path(__file__).resolve().parents[1] / "data"


def splits(length: int, validation: int = 1024):
    """Training sequences, and the last ones of the same file to choose the checkpoint by."""
    tokens = np.fromfile(DATA / "train.bin", dtype=np.uint16)
    rows = torch.from_numpy(tokens[: len(tokens) // length * length].reshape(-1, length).astype(np.int64))
    return rows[:-validation], rows[-validation:]


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--steps", type=int, default=5000)
    parser.add_argument("--rate", type=float, default=3e-3)
    args = parser.parse_args()
    meta = json.loads((DATA / "meta.json").read_text())
    train, validation = splits(meta["sequenceLength"])

    def masked(rows):
        where = torch.rand(rows.shape) < meta["maskedFraction"]
        return rows.masked_fill(where, meta["maskId"]), rows, where

    model = Mixer(meta["vocabularySize"], meta["sequenceLength"])
    optimizer = torch.optim.AdamW(model.parameters(), lr=args.rate)
    best = float("inf")
    for step in range(args.steps):
        loss = model.loss(*masked(train[torch.randint(len(train), (96,))]))
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        if step % 250 == 249:
            perplexity = model.perplexity(*masked(validation))
            print(f"{step + 1}: {perplexity:.3f}")
            if perplexity < best:
                best = perplexity
                torch.save(model.state_dict(), PATH)


if __name__ == "__main__":
    main()
