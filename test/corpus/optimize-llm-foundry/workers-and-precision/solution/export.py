"""Writes trained_model/ from checkpoint.pt."""

import shutil
from pathlib import Path

import torch

HERE = Path(__file__).resolve().parent


def main() -> None:
    out = HERE / "trained_model"
    out.mkdir(exist_ok=True)
    weights = torch.load(HERE / "checkpoint.pt", map_location="cpu", weights_only=True)
    torch.save({name: tensor.float() for name, tensor in weights.items()}, out / "model.pt")
    shutil.copy(HERE.parent / "base_model" / "config.json", out / "config.json")


if __name__ == "__main__":
    main()
