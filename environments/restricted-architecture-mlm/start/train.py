"""Trains the model on `data/train.bin` and saves `checkpoint.pt` beside it. Run: python solution/train.py"""

import json
import time
from pathlib import Path

import numpy as np
import torch
from model import Config, PerPositionModel, save
from torch import Tensor
from torch.nn import functional as F

DATA = Path(__file__).resolve().parents[1] / "data"
STEPS = 500
BATCH = 64
LEARNING_RATE = 1e-2
SEED = 0
# Layers of this size gain nothing from a second thread.
THREADS = 1


class Batches:
    """Random sequences of the training tokens, with freshly chosen positions replaced by the mask id."""

    def __init__(self, seed: int) -> None:
        meta = json.loads((DATA / "meta.json").read_text())
        self.vocabulary: int = meta["vocabularySize"]
        self._mask_id: int = meta["maskId"]
        self._fraction: float = meta["maskedFraction"]
        # Memory-mapped: the training tokens of a large profile do not fit into memory.
        stored = np.memmap(DATA / "train.bin", dtype=np.uint16, mode="r")
        length: int = meta["sequenceLength"]
        self._sequences = stored[: len(stored) // length * length].reshape(-1, length)
        self._rng = np.random.default_rng(seed)

    def draw(self, size: int) -> tuple[Tensor, Tensor, Tensor]:
        """Inputs and answers, int64 [size, sequence], and which positions are masked, boolean of the same shape."""
        rows = self._rng.integers(len(self._sequences), size=size)
        answers = torch.from_numpy(self._sequences[rows].astype(np.int64))
        masked = torch.from_numpy(self._rng.random(answers.shape) < self._fraction)
        return answers.masked_fill(masked, self._mask_id), answers, masked


def train() -> None:
    torch.manual_seed(SEED)
    torch.set_num_threads(THREADS)
    batches = Batches(SEED)
    model = PerPositionModel(Config(batches.vocabulary))
    optimizer = torch.optim.AdamW(model.parameters(), lr=LEARNING_RATE)
    schedule = torch.optim.lr_scheduler.LinearLR(optimizer, 1.0, 0.0, STEPS)
    began = time.monotonic()
    for step in range(1, STEPS + 1):
        inputs, answers, masked = batches.draw(BATCH)
        loss = F.cross_entropy(model(inputs)[masked], answers[masked])
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        optimizer.step()
        schedule.step()
        if step % 100 == 0:
            elapsed = time.monotonic() - began
            print(f"step {step}: loss {loss.item():.3f}, {elapsed:.0f} s", flush=True)
    save(model)


if __name__ == "__main__":
    train()
