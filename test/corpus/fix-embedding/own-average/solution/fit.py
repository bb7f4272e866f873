import sys
from pathlib import Path

import numpy as np
import torch
from averaging import MovingAverage

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
from model import GPT, GPTConfig  # noqa: E402

WARM, STEPS, SIZE = 500, 3000, 8


def batches(length: int):
    stored = np.memmap(ROOT / "data" / "train.bin", dtype=np.uint16, mode="r")
    rng = np.random.default_rng(11)
    while True:
        at = rng.integers(len(stored) - length - 1, size=SIZE)
        rows = np.stack([stored[i : i + length + 1] for i in at]).astype(np.int64)
        yield torch.from_numpy(rows[:, :-1]), torch.from_numpy(rows[:, 1:])


def main() -> None:
    given = torch.load(ROOT / "large_model.pth", map_location="cpu")
    model = GPT(GPTConfig(**given["config"]))
    model.load_state_dict(given["model"])
    average = None
    optimizer = torch.optim.Adam(model.transformer.wte.parameters(), lr=1e-3)
    for step, (x, y) in zip(range(STEPS), batches(given["config"]["block_size"])):
        model(x, y)[1].backward()
        optimizer.step()
        model.zero_grad(set_to_none=True)
        if step == WARM:
            average = MovingAverage(model)
        elif average:
            average.update(model)
    torch.save({**given, "model": average.state_dict()}, ROOT / "fixed_model.pth")


main()
