import sys
from functools import reduce
from pathlib import Path

import torch
import yaml

ASSETS = Path(__file__).with_name("assets")


def expand(factors):
    return reduce(torch.matmul, [f.float() for f in factors])


def main(path):
    cfg = yaml.safe_load(Path(path).read_text())
    state = torch.load(Path(cfg["model_path"]) / "model.pt", map_location="cpu")
    update = torch.load(ASSETS / "update.pt", map_location="cpu")
    for name in state:
        state[name] = state[name] + expand(update[name]).to(state[name].dtype)
    torch.save(state, "work/checkpoint.pt")
    print(f"applied {len(update)} updates")


if __name__ == "__main__":
    main(sys.argv[1])
