import pathlib

import numpy as np
import torch


def shard_paths(root, pattern='train_*.bin', limit=None):
    """Token shards (uint16) in name order."""
    paths = sorted(pathlib.Path(root).glob(pattern))
    if not paths:
        raise FileNotFoundError(f"no shards in {root}")
    return paths[:limit]


class TokenStream:
    def __init__(self, paths, batch, context, seed):
        self.maps = [np.memmap(p, dtype=np.uint16, mode="r") for p in paths]
        self.sizes = np.array([len(m) for m in self.maps], dtype=np.float64)
        self.batch, self.context = batch, context
        self.rng = np.random.default_rng(seed)

    def next(self, device):
        rows = []
        for shard in self.rng.choice(len(self.maps), size=self.batch, p=self.sizes / self.sizes.sum()):
            start = self.rng.integers(0, len(self.maps[shard]) - self.context - 1)
            rows.append(self.maps[shard][start : start + self.context + 1].astype(np.int64))
        block = torch.from_numpy(np.stack(rows)).to(device)
        return block[:, :-1], block[:, 1:]
