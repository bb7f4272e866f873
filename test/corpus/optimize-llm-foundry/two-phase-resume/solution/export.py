import shutil
import sys
from pathlib import Path

import torch

here = Path(__file__).resolve().parent
state = torch.load(sys.argv[1], map_location="cpu", weights_only=False)
assert state["step"] > 0
out = here / "trained_model"
out.mkdir(exist_ok=True)
torch.save({name: tensor.float() for name, tensor in state["model"].items()}, out / "model.pt")
shutil.copyfile(here.parent / "base_model" / "config.json", out / "config.json")
