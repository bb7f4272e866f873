"""Finds the permutation: rows that are neighbours in the small model should be neighbours in the large one."""

import numpy as np
import torch
from scipy.optimize import linear_sum_assignment

ANCHORS = 512
ROUNDS = 12


def normalised(table):
    table = table.float() - table.float().mean(0)
    return (table / table.norm(dim=1, keepdim=True)).numpy()


def by_norm(small, large):
    """A first guess: both tables sorted by the length of their rows."""
    guess = np.empty(len(small), dtype=np.int64)
    guess[np.argsort(np.linalg.norm(small, axis=1))] = np.argsort(np.linalg.norm(large, axis=1))
    return guess


def refine(small, large, guess, rng):
    anchors = rng.choice(len(small), size=min(ANCHORS, len(small)), replace=False)
    profile_small = small @ small[anchors].T
    profile_large = large @ large[guess[anchors]].T
    gain = profile_small @ profile_large.T
    _, columns = linear_sum_assignment(-gain)
    return columns


def main():
    broken = torch.load("large_model.pth", map_location="cpu")
    intact = torch.load("small_correct_model.pth", map_location="cpu")
    key = "transformer.wte.weight"
    large, small = normalised(broken["model"][key]), normalised(intact["model"][key])
    order = by_norm(intact["model"][key].numpy(), broken["model"][key].numpy())
    rng = np.random.default_rng(0)
    for number in range(ROUNDS):
        before, order = order, refine(small, large, order, rng)
        print(f"round {number}: {np.mean(before != order):.3f} of the rows moved")
    table = broken["model"][key][torch.from_numpy(order)]
    broken["model"][key] = table
    if "lm_head.weight" in broken["model"]:
        broken["model"]["lm_head.weight"] = table
    torch.save(broken, "fixed_model.pth")


if __name__ == "__main__":
    main()
