"""Order the rows so that their geometry agrees with that of the small model."""
import sys

import numpy as np
import torch
from scipy.optimize import linear_sum_assignment

sys.path.insert(0, ".")
from model import GPT, GPTConfig


def unit(x):
    return x / (np.linalg.norm(x, axis=1, keepdims=True) + 1e-8)


def spectrum(x, k):
    """A permutation-invariant signature of each row: its sorted similarities."""
    s = unit(x) @ unit(x).T
    s.sort(axis=1)
    return s[:, np.linspace(0, s.shape[1] - 1, k).astype(int)]


def refine(bad, clean, assign, rounds):
    """Alternate an orthogonal map between the two spaces and the assignment."""
    k = min(bad.shape[1], clean.shape[1])
    for _ in range(rounds):
        u, _, vt = np.linalg.svd(unit(bad)[assign].T @ unit(clean), full_matrices=False)
        mapped = unit(bad) @ (u[:, :k] @ vt[:k])
        _, assign = linear_sum_assignment(-(unit(clean) @ mapped.T))
    return assign


def main():
    large = torch.load("large_model.pth", map_location="cpu")
    small = torch.load("small_correct_model.pth", map_location="cpu")
    bad = large["model"]["transformer.wte.weight"].numpy()
    clean = small["model"]["transformer.wte.weight"].numpy()
    cost = ((spectrum(clean, 256)[:, None] - spectrum(bad, 256)[None]) ** 2).sum(-1)
    _, assign = linear_sum_assignment(cost)
    assign = refine(bad, clean, assign, rounds=10)

    model = GPT(GPTConfig(**large["config"]))
    model.load_state_dict(large["model"])
    with torch.no_grad():
        model.transformer.wte.weight.copy_(torch.from_numpy(bad[assign]))
    torch.save({"config": large["config"], "model": model.state_dict()}, "fixed_model.pth")


if __name__ == "__main__":
    main()
