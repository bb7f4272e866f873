"""Trains the model on `data/train.bin` and saves `checkpoint.pt` beside it. Run: python solution/train.py"""

import json
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import torch
from model import Config, TwoSidedModel, save
from torch import Tensor, nn
from torch.nn import functional as F

DATA = Path(__file__).resolve().parents[1] / "data"
SEED = 0
WARMUP_STEPS = 100


@dataclass(frozen=True)
class Settings:
    """How to train; `sizes` are the fields of the model's Config that differ from its defaults."""

    steps: int
    batch: int
    learning_rate: float
    threads: int
    sizes: dict[str, Any] = field(default_factory=dict)


# For 65 tokens. Such small layers gain nothing from a second thread, and on a busy machine lose much by waiting for it.
SMALL = Settings(steps=4000, batch=32, learning_rate=4e-3, threads=1)
# For the vocabulary of natural text, on a GPU.
LARGE = Settings(
    steps=200_000,
    batch=256,
    learning_rate=6e-4,
    threads=8,
    sizes={
        "width": 768,
        "hidden": 3072,
        "distances": (1, 1, 2, 4, 8, 16, 32),
        "head": 1536,
    },
)


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

    def draw(self, size: int) -> tuple[Tensor, Tensor]:
        """Inputs and answers, both int64 [size, sequence]."""
        rows = self._rng.integers(len(self._sequences), size=size)
        answers = torch.from_numpy(self._sequences[rows].astype(np.int64))
        masked = torch.from_numpy(self._rng.random(answers.shape) < self._fraction)
        return answers.masked_fill(masked, self._mask_id), answers


def learning_rate_share(step: int, steps: int) -> float:
    """Linear rise over the first steps, then linear fall to zero."""
    return min((step + 1) / WARMUP_STEPS, 1.0) * (1 - step / steps)


def train() -> None:
    torch.manual_seed(SEED)
    batches = Batches(SEED)
    settings = SMALL if batches.vocabulary < 1000 else LARGE
    torch.set_num_threads(settings.threads)
    device = "cuda" if torch.cuda.is_available() else "cpu"
    model = TwoSidedModel(Config(batches.vocabulary, **settings.sizes)).to(device)
    optimizer = torch.optim.AdamW(
        model.parameters(), lr=settings.learning_rate, betas=(0.9, 0.98)
    )
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: learning_rate_share(step, settings.steps)
    )
    began = time.monotonic()
    for step in range(1, settings.steps + 1):
        inputs, answers = (part.to(device) for part in batches.draw(settings.batch))
        # Over all positions: no prediction depends on its own token, so those that are not masked teach as much.
        loss = F.cross_entropy(model(inputs).flatten(0, 1), answers.flatten())
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        schedule.step()
        if step % 500 == 0:
            elapsed = time.monotonic() - began
            print(f"step {step}: loss {loss.item():.3f}, {elapsed:.0f} s", flush=True)
    save(model)


if __name__ == "__main__":
    train()
