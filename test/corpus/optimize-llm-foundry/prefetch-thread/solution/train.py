import math
import queue
import sys
import threading
from pathlib import Path

import numpy as np
import torch
import yaml
from torch.nn import functional as F

from modeling import load_model

END = object()


class Prefetcher:
    """Draws the same windows as before, one thread ahead of the training loop."""

    def __init__(self, tokens, cfg, depth=4):
        self.tokens, self.cfg = tokens, cfg
        self.box = queue.Queue(maxsize=depth)
        self.thread = threading.Thread(target=self._fill, daemon=True)

    def _fill(self):
        g = torch.Generator().manual_seed(self.cfg["seed"])
        T = self.cfg["max_seq_len"]
        for _ in range(self.cfg["max_steps"]):
            at = torch.randint(len(self.tokens) - T - 1, (self.cfg["global_train_batch_size"],), generator=g)
            rows = torch.stack([self.tokens[s : s + T + 1] for s in at.tolist()])
            self.box.put(rows.pin_memory() if torch.cuda.is_available() else rows)
        self.box.put(END)

    def __enter__(self):
        self.thread.start()
        return iter(self.box.get, END)

    def __exit__(self, *exc):
        if exc[0] is None:
            self.thread.join()


def main(path):
    cfg = yaml.safe_load(Path(path).read_text())
    torch.manual_seed(cfg["seed"])
    device = "cuda" if torch.cuda.is_available() else "cpu"
    model = load_model(cfg["model_path"]).to(device)
    opt = torch.optim.AdamW(model.parameters(), lr=cfg["learning_rate"], weight_decay=0.0, foreach=True)
    warm, total = cfg["warmup_steps"], cfg["max_steps"]
    with Prefetcher(torch.from_numpy(np.load("work/tokens.npy")), cfg) as stream:
        for step, rows in enumerate(stream):
            scale = (step + 1) / warm if step < warm else 0.5 * (1 + math.cos(math.pi * (step - warm) / max(1, total - warm)))
            opt.param_groups[0]["lr"] = cfg["learning_rate"] * scale
            rows = rows.to(device, non_blocking=True)
            loss = F.cross_entropy(model(rows[:, :-1]).flatten(0, 1), rows[:, 1:].flatten())
            loss.backward()
            opt.step()
            opt.zero_grad(set_to_none=True)
            if step % 100 == 0:
                print(step, loss.item(), flush=True)
    torch.save(model.state_dict(), "work/checkpoint.pt")


if __name__ == "__main__":
    main(sys.argv[1])
