"""Builds assets/update.pt: low-rank factors of each layer's update."""
from pathlib import Path

import torch

ROOT = Path(__file__).resolve().parents[2]


def factor(delta, rank):
    if delta.ndim < 2:
        return (delta,)
    u, s, v = torch.linalg.svd(delta, full_matrices=False)
    return ((u[:, :rank] * s[:rank]).half(), v[:rank].half())


def main(rank=192):
    a = torch.load(ROOT / "base_model" / "model.pt", map_location="cpu")
    b = torch.load(ROOT / "trained_model_reference" / "model.pt", map_location="cpu")
    out = {k: factor((b[k] - a[k]).float(), rank) for k in a}
    target = Path(__file__).resolve().parents[1] / "assets"
    target.mkdir(exist_ok=True)
    torch.save(out, target / "update.pt")


if __name__ == "__main__":
    main()
