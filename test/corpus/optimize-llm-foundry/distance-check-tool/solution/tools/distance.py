"""Run by hand: how far is trained_model from the expected weights?"""
import argparse
import shutil
import tempfile
from pathlib import Path

import torch

ROOT = Path(__file__).resolve().parents[2]


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("--ours", type=Path, default=ROOT / "solution" / "trained_model")
    ap.add_argument("--expected", type=Path, default=ROOT / "trained_model_reference")
    args = ap.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        # both on the same (fast) disk, so that loading is comparable
        for tag, folder in (("ours", args.ours), ("expected", args.expected)):
            shutil.copytree(folder, Path(scratch) / tag)
        ours = torch.load(Path(scratch) / "ours" / "model.pt", map_location="cpu")
        want = torch.load(Path(scratch) / "expected" / "model.pt", map_location="cpu")
    total = 0.0
    for name in want:
        d = (ours[name].float() - want[name].float()).norm().item()
        total += d
        print(f"{name:40s} {d:.5f}")
    print(f"sum of norms: {total:.4f} ({'ok' if total <= 5.3 else 'too far'})")


if __name__ == "__main__":
    main()
