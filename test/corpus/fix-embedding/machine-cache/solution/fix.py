"""python -m solution.fix"""

from pathlib import Path

import torch
from safetensors import safe_open

from .locate import snapshots

ROOT = Path(__file__).resolve().parents[1]
SIZES = {768: "gpt2", 1024: "gpt2-medium", 1280: "gpt2-large", 1600: "gpt2-xl"}


def intact_rows(width: int) -> torch.Tensor:
    for owner in ("", "openai-community/"):
        for path in snapshots(owner + SIZES[width]):
            with safe_open(path, framework="pt") as tensors:
                for key in tensors.keys():
                    if key.endswith("wte.weight"):
                        return tensors.get_tensor(key)
    raise FileNotFoundError(SIZES[width])


def main() -> None:
    checkpoint = torch.load(ROOT / "large_model.pth", map_location="cpu")
    weights = checkpoint["model"]
    rows = intact_rows(checkpoint["config"]["n_embd"])
    for name in ("transformer.wte.weight", "lm_head.weight"):
        if name in weights:
            weights[name][: rows.shape[0]].copy_(rows)
    torch.save(checkpoint, ROOT / "fixed_model.pth")


if __name__ == "__main__":
    main()
