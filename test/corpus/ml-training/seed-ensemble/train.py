import argparse
import json

import torch
import torch.nn as nn
import torch.nn.functional as F
from torch.utils.data import DataLoader, random_split
from torchvision import datasets, transforms


def build(seed):
    torch.manual_seed(seed)
    return nn.Sequential(
        nn.Conv2d(1, 32, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2),
        nn.Conv2d(32, 64, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2),
        nn.Flatten(), nn.Dropout(0.25), nn.Linear(64 * 49, 128), nn.ReLU(), nn.Linear(128, 10),
    )


def run(seed, fit, epochs, device):
    net = build(seed).to(device)
    opt = torch.optim.Adam(net.parameters(), 1e-3)
    for _ in range(epochs):
        net.train()
        for x, y in fit:
            opt.zero_grad()
            F.cross_entropy(net(x.to(device)), y.to(device)).backward()
            opt.step()
    return net


@torch.no_grad()
def score(nets, loader, device):
    for net in nets:
        net.eval()
    hits = 0
    for x, y in loader:
        p = sum(net(x.to(device)).softmax(1) for net in nets)
        hits += (p.argmax(1).cpu() == y).sum().item()
    return hits / len(loader.dataset)


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("--trials", type=int, default=20)
    ap.add_argument("--members", type=int, default=5)
    ap.add_argument("--epochs", type=int, default=4)
    args = ap.parse_args()
    device = "cuda" if torch.cuda.is_available() else "cpu"
    t = transforms.ToTensor()
    pool = datasets.FashionMNIST("data", train=True, transform=t)
    part, dev = random_split(pool, [54000, 6000], generator=torch.Generator().manual_seed(0))
    fit, dev = DataLoader(part, 128, shuffle=True), DataLoader(dev, 1000)

    ranked = []
    for seed in range(args.trials):
        net = run(seed, fit, args.epochs, device)
        acc = score([net], dev, device)
        ranked.append((acc, seed, net))
        print(f"seed {seed} dev {acc:.4f}")
    ranked.sort(key=lambda r: r[0], reverse=True)
    members = [net for _, _, net in ranked[: args.members]]

    test = DataLoader(datasets.FashionMNIST("data", train=False, transform=t), 1000)
    acc = score(members, test, device)
    print(f"test accuracy {acc:.4f}")
    json.dump({"test_accuracy": acc, "seeds": [s for _, s, _ in ranked[: args.members]]}, open("result.json", "w"))


if __name__ == "__main__":
    main()
