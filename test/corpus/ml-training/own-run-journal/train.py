import sys

import numpy as np
import torch
from torch import nn

from journal import Journal


def part(name):
    z = np.load(f"data/{name}.npz")
    return torch.tensor(z["x"]).float(), torch.tensor(z["y"]).long()


def main(width=256, lr=1e-3, epochs=30):
    (x, y), (xv, yv) = part("train"), part("val")
    net = nn.Sequential(nn.Linear(x.shape[1], width), nn.GELU(), nn.Linear(width, int(y.max()) + 1))
    opt = torch.optim.AdamW(net.parameters(), lr=lr)
    for _ in range(epochs):
        for idx in torch.randperm(len(x)).split(256):
            opt.zero_grad()
            nn.functional.cross_entropy(net(x[idx]), y[idx]).backward()
            opt.step()
    with torch.no_grad():
        val_loss = nn.functional.cross_entropy(net(xv), yv).item()
    Journal().append(width=width, lr=lr, epochs=epochs, val_loss=val_loss)
    print(f"final val_loss:{val_loss:.4f}")
    torch.save(net.state_dict(), "net.pt")
    with torch.no_grad():
        guess = net(torch.tensor(np.load("data/test.npz")["x"]).float()).argmax(-1)
    np.savetxt("submission.csv", guess.numpy(), fmt="%d", header="label", comments="")


if __name__ == "__main__":
    main(*(int(a) for a in sys.argv[1:2]))
