import json
from pathlib import Path

import numpy as np
import torch
from generator import Generator
from model import Filler
from torch.nn import functional as F

ROOT = Path(__file__).resolve().parents[1]
meta = json.loads((ROOT / "data" / "meta.json").read_text())
length = meta["sequenceLength"]
stored = np.memmap(ROOT / "data" / "train.bin", dtype=np.uint16, mode="r")
rows = stored[: len(stored) // length * length].reshape(-1, length)

model, generator = Filler(meta["vocabularySize"]), Generator(meta["vocabularySize"], length)
optimizer = torch.optim.AdamW([*model.parameters(), *generator.parameters()], lr=2e-3)
rng = np.random.default_rng(0)
for step in range(4000):
    answers = torch.from_numpy(rows[rng.integers(len(rows), size=64)].astype(np.int64))
    masked = torch.rand(answers.shape) < meta["maskedFraction"]
    inputs = answers.masked_fill(masked, meta["maskId"])
    noisy = generator.replaced(inputs, (torch.rand(answers.shape) < 0.05) & ~masked)
    loss = F.cross_entropy(model(noisy)[masked], answers[masked])
    loss = loss + 0.5 * F.cross_entropy(generator(inputs)[masked], answers[masked])
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
torch.save(model.state_dict(), ROOT / "solution" / "filler.pt")
