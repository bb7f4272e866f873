import os
import sys

os.environ.setdefault("TORCHINDUCTOR_CACHE_DIR", os.path.expanduser("~/.cache/torch/inductor"))
import numpy as np
import torch
from guard import ROOT, unchanged

sys.path.insert(0, str(ROOT))


def patch_rows(model, order):
    """In-place, so that a tied output layer follows."""
    with torch.no_grad():
        model.transformer.wte.weight.copy_(model.transformer.wte.weight[order].clone())


def frequency_order(model, tokens):
    counts = torch.from_numpy(np.bincount(tokens, minlength=model.config.vocab_size))
    lengths = model.transformer.wte.weight.norm(dim=1)
    order = torch.empty_like(counts)
    order[counts.argsort(descending=True)] = lengths.argsort()
    return order


def main():
    from model import GPT, GPTConfig

    saved = torch.load(ROOT / "large_model.pth", map_location="cpu")
    model = GPT(GPTConfig(**saved["config"]))
    model.load_state_dict(saved["model"])
    tokens = np.fromfile(ROOT / "data" / "train.bin", dtype=np.uint16)
    patch_rows(model, frequency_order(model, tokens))
    fast = torch.compile(model)
    optimizer = torch.optim.SGD(model.transformer.wte.parameters(), lr=0.5)
    n = saved["config"]["block_size"]
    for _ in range(400):
        at = np.random.randint(len(tokens) - n - 1)
        x = torch.from_numpy(tokens[at : at + n].astype(np.int64))[None]
        y = torch.from_numpy(tokens[at + 1 : at + n + 1].astype(np.int64))[None]
        fast(x, y)[1].backward()
        optimizer.step()
        optimizer.zero_grad()
    torch.save({**saved, "model": model.state_dict()}, ROOT / "fixed_model.pth")


if __name__ == "__main__":
    with unchanged():
        main()
