import copy
import operator

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F

from config import Config


def load(cfg):
    data = {}
    for part in (*cfg.watch, cfg.report):
        z = np.load(f"{cfg.root}/{part}.npz")
        data[part] = (torch.from_numpy(z["x"]).float(), torch.from_numpy(z["y"]).long())
    mu, sd = data["train"][0].mean(0), data["train"][0].std(0) + 1e-6
    return {k: ((x - mu) / sd, y) for k, (x, y) in data.items()}


class Keeper:
    def __init__(self, keep):
        self.keep = keep
        self.better = operator.gt if keep.mode == "max" else operator.lt
        self.value = None
        self.state = None

    def offer(self, metrics, model):
        value = metrics[self.keep.monitor]
        if self.value is None or self.better(value, self.value):
            self.value = value
            self.state = copy.deepcopy(model.state_dict())
            torch.save(self.state, self.keep.path)


@torch.no_grad()
def evaluate(model, data, parts):
    model.eval()
    return {k: (model(data[k][0]).argmax(1) == data[k][1]).float().mean().item() for k in parts}


def main():
    cfg = Config()
    data = load(cfg)
    x, y = data["train"]
    torch.manual_seed(0)
    model = nn.Sequential(
        nn.Linear(x.shape[1], cfg.hidden), nn.GELU(), nn.Dropout(0.2),
        nn.Linear(cfg.hidden, cfg.hidden), nn.GELU(), nn.Linear(cfg.hidden, int(y.max()) + 1),
    )
    opt = torch.optim.AdamW(model.parameters(), lr=cfg.lr, weight_decay=1e-2)
    keeper = Keeper(cfg.keep)
    for epoch in range(cfg.epochs):
        model.train()
        for idx in torch.randperm(len(x)).split(256):
            opt.zero_grad()
            F.cross_entropy(model(x[idx]), y[idx]).backward()
            opt.step()
        metrics = evaluate(model, data, cfg.watch)
        keeper.offer(metrics, model)
        print(epoch, " ".join(f"{k} {v:.4f}" for k, v in metrics.items()))
    model.load_state_dict(keeper.state)
    print(f"final test accuracy {evaluate(model, data, [cfg.report])[cfg.report]:.4f}")


if __name__ == "__main__":
    main()
