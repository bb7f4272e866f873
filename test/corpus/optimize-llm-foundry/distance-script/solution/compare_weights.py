"""How far is our result from the weights that the untouched script made? For use while developing."""

import argparse
from pathlib import Path

import torch


def load(folder: Path) -> dict[str, torch.Tensor]:
    return torch.load(folder / "model.pt", map_location="cpu", weights_only=True)


def distances(ours: dict, expected: dict) -> dict[str, float]:
    if ours.keys() != expected.keys():
        raise SystemExit(f"names differ: {sorted(ours.keys() ^ expected.keys())[:5]}")
    return {name: (ours[name].float() - expected[name].float()).norm().item() for name in expected}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("ours", type=Path)
    parser.add_argument("expected", type=Path)
    parser.add_argument("--worst", type=int, default=10)
    args = parser.parse_args()
    found = distances(load(args.ours), load(args.expected))
    for name in sorted(found, key=found.get, reverse=True)[: args.worst]:
        print(f"{found[name]:10.5f}  {name}")
    print(f"{sum(found.values()):10.5f}  in total")


if __name__ == "__main__":
    main()
