import pathlib
import sys

import torch
import torch.nn as nn
import torchvision
import yaml
from torch.utils.data import DataLoader
from torchvision.datasets import ImageFolder
from torchvision.transforms import v2 as T

RESUME = pathlib.Path("last.pt")


def build(spec, classes):
    net = getattr(torchvision.models, spec["name"])(**spec.get("kwargs", {}))
    net.classifier[-1] = nn.Linear(net.classifier[-1].in_features, classes)
    return net


def folder(root, part, size):
    steps = [T.PILToTensor()]
    steps += [T.RandomResizedCrop(size), T.RandomHorizontalFlip()] if part == "train" else [T.Resize(size + 32), T.CenterCrop(size)]
    steps += [T.ToDtype(torch.float32, scale=True), T.Normalize([0.5] * 3, [0.25] * 3)]
    return ImageFolder(pathlib.Path(root) / part, T.Compose(steps))


@torch.no_grad()
def accuracy(net, loader, dev):
    net.eval()
    right = 0
    for x, y in loader:
        right += (net(x.to(dev)).argmax(1).cpu() == y).sum().item()
    return right / len(loader.dataset)


def main(path="config.yaml"):
    cfg = yaml.safe_load(open(path))
    d, o = cfg["data"], cfg["optim"]
    dev = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    sets = {p: folder(d["root"], p, d["size"]) for p in ("train", "val", "test")}
    load = {p: DataLoader(s, d["batch_size"], shuffle=p == "train", num_workers=4) for p, s in sets.items()}
    net = build(cfg["backbone"], len(sets["train"].classes)).to(dev)
    opt = torch.optim.AdamW(net.parameters(), o["lr"], weight_decay=o["weight_decay"])
    sched = torch.optim.lr_scheduler.CosineAnnealingLR(opt, o["epochs"] * len(load["train"]))
    first, best = 0, 0.0
    if RESUME.exists():
        state = torch.load(RESUME, map_location=dev)
        net.load_state_dict(state["net"])
        opt.load_state_dict(state["opt"])
        sched.load_state_dict(state["sched"])
        first, best = state["epoch"] + 1, state["best"]
    for epoch in range(first, o["epochs"]):
        net.train()
        for x, y in load["train"]:
            opt.zero_grad()
            nn.functional.cross_entropy(net(x.to(dev)), y.to(dev), label_smoothing=0.1).backward()
            opt.step()
            sched.step()
        val = accuracy(net, load["val"], dev)
        if val > best:
            best = val
            torch.save(net.state_dict(), "plants.pt")
        torch.save({"net": net.state_dict(), "opt": opt.state_dict(), "sched": sched.state_dict(), "epoch": epoch, "best": best}, RESUME)
        print(epoch, f"{val:.4f}")
    net.load_state_dict(torch.load("plants.pt"))
    print("test", accuracy(net, load["test"], dev))


if __name__ == "__main__":
    main(*sys.argv[1:])
