import argparse
import glob
import os

import torch
import torch.nn.functional as F
from torch import nn
from torch.utils.data import DataLoader
from torchvision import transforms as T
from torchvision.datasets import FashionMNIST

OUT = "checkpoints"


class Net(nn.Module):
    def __init__(self, w=32):
        super().__init__()
        self.c1, self.c2 = nn.Conv2d(1, w, 3, padding=1), nn.Conv2d(w, 2 * w, 3, padding=1)
        self.f1, self.f2 = nn.Linear(2 * w * 49, 128), nn.Linear(128, 10)

    def forward(self, x):
        x = F.max_pool2d(F.relu(self.c1(x)), 2)
        x = F.max_pool2d(F.relu(self.c2(x)), 2)
        return self.f2(F.relu(self.f1(x.flatten(1))))


def train_one(seed, init, data, epochs):
    torch.manual_seed(seed)
    net = Net()
    net.load_state_dict(init)
    opt = torch.optim.SGD(net.parameters(), 0.05, momentum=0.9, weight_decay=1e-4)
    for epoch in range(epochs):
        for x, y in DataLoader(data, 128, shuffle=True):
            opt.zero_grad()
            F.cross_entropy(net(x), y).backward()
            opt.step()
        if epoch >= epochs // 2:
            torch.save(net.state_dict(), f"{OUT}/s{seed}_e{epoch}.pt")


def average(paths):
    total = None
    for path in paths:
        state = torch.load(path, map_location="cpu", weights_only=True)
        total = state if total is None else {k: total[k] + v for k, v in state.items()}
    return {k: v / len(paths) for k, v in total.items()}


if __name__ == "__main__":
    ap = argparse.ArgumentParser()
    ap.add_argument("--seeds", type=int, nargs="+", default=[0, 1, 2])
    ap.add_argument("--epochs", type=int, default=8)
    args = ap.parse_args()
    os.makedirs(OUT, exist_ok=True)
    for stale in glob.glob(f"{OUT}/*.pt"):
        os.remove(stale)
    torch.manual_seed(99)
    init = Net().state_dict()
    data = FashionMNIST("data", train=True, transform=T.ToTensor())
    for seed in args.seeds:
        train_one(seed, init, data, args.epochs)

    net = Net()
    net.load_state_dict(average(sorted(glob.glob(f"{OUT}/*.pt"))))
    net.eval()
    held = FashionMNIST("data", train=False, transform=T.ToTensor())
    with torch.no_grad():
        hits = sum((net(x).argmax(1) == y).sum().item() for x, y in DataLoader(held, 512))
    print("test accuracy", hits / len(held))
