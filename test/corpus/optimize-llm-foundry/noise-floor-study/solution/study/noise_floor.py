"""How much may the result move? Not part of the pipeline.

Prints the summed L2 distance for a few perturbations of the expected weights, so that we know
which precision changes fit into the tolerance.
"""
import json
from pathlib import Path

import torch

ROOT = Path(__file__).resolve().parents[2]
EXPECTED = ROOT / "trained_model_reference" / "model.pt"
START = ROOT / "base_model" / "model.pt"


def distance(a, b):
    return sum((a[k].float() - b[k].float()).norm().item() for k in b)


def rounded(state, dtype):
    return {k: v.to(dtype).float() for k, v in state.items()}


def noisy(state, scale):
    return {k: v + scale * torch.randn_like(v) for k, v in state.items()}


def blended(start, end, t):
    return {k: torch.lerp(start[k], end[k], t) for k in end}


def main():
    expected = torch.load(EXPECTED, map_location="cpu")
    start = torch.load(START, map_location="cpu")
    report = {"start": distance(start, expected)}
    for dtype in (torch.bfloat16, torch.float16):
        report[str(dtype)] = distance(rounded(expected, dtype), expected)
    for scale in (1e-6, 1e-5, 1e-4):
        report[f"noise {scale:g}"] = distance(noisy(expected, scale), expected)
    for t in (0.5, 0.9, 0.99):
        report[f"blend {t}"] = distance(blended(start, expected, t), expected)
    Path(__file__).with_name("noise_floor.json").write_text(json.dumps(report, indent=1))
    print(json.dumps(report, indent=1))


if __name__ == "__main__":
    main()
