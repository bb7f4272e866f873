"""Replaces the rows of the token table by those of a donor of the same architecture."""

import sys
from pathlib import Path

import torch
from settings import SETTINGS

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
import model as architecture  # noqa: E402


def donor():
    spec = SETTINGS["donor"]
    make = getattr(architecture.GPT, "_".join(spec["constructor"]))
    return make(f"{spec['family']}-{spec['size']}")


def main():
    checkpoint = torch.load(ROOT / SETTINGS["paths"]["broken"], map_location="cpu")
    weights = checkpoint["model"]
    table = donor().state_dict()
    for key in SETTINGS["keys"]:
        if key in weights:
            assert weights[key].shape == table[key].shape
            weights[key] = table[key].to(weights[key].dtype)
    torch.save(checkpoint, ROOT / SETTINGS["paths"]["fixed"])


if __name__ == "__main__":
    main()
