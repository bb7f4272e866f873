"""A linear map from the small table to the large one, fitted and re-matched in turns."""

from pathlib import Path

import torch

ROOT = Path(__file__).resolve().parents[1]
KEY = "transformer.wte.weight"

large = torch.load(ROOT / "large_model.pth", map_location="cpu")
small = torch.load(ROOT / "small_correct_model.pth", map_location="cpu")
a, b = small["model"][KEY].float(), large["model"][KEY].float()
order = torch.empty(len(a), dtype=torch.long)
order[a.norm(dim=1).argsort()] = b.norm(dim=1).argsort()
for _ in range(25):
    best = torch.linalg.lstsq(a, b[order]).solution
    guess = torch.nn.functional.normalize(a @ best, dim=1)
    unit = torch.nn.functional.normalize(b, dim=1)
    order = torch.cat([(part @ unit.T).argmax(1) for part in guess.split(4096)])
large["model"][KEY] = large["model"][KEY][order]
torch.save(large, ROOT / "fixed_model.pth")
