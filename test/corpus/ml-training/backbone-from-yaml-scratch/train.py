import yaml
import torch
import torchvision
from torch import nn
from torch.utils.data import DataLoader
from torchvision import transforms as T
from torchvision.datasets import ImageFolder


def build_backbone(cfg, classes):
    factory = getattr(torchvision.models, cfg["arch"])
    net = factory(**cfg.get("kwargs", {}))
    net.fc = nn.Linear(net.fc.in_features, classes)
    return net


def train(net, loader, cfg, device):
    opt = torch.optim.SGD(net.parameters(), cfg["lr"], momentum=0.9, weight_decay=cfg["wd"])
    sched = torch.optim.lr_scheduler.CosineAnnealingLR(opt, cfg["epochs"])
    crit = nn.CrossEntropyLoss(label_smoothing=cfg["smoothing"])
    for epoch in range(cfg["epochs"]):
        net.train()
        for x, y in loader:
            loss = crit(net(x.to(device)), y.to(device))
            opt.zero_grad()
            loss.backward()
            opt.step()
        sched.step()
        print(epoch, loss.item())


@torch.no_grad()
def flip_average(net, loader, device):
    """Average of the logits of the image and of its mirror."""
    net.eval()
    hits = total = 0
    for x, y in loader:
        x = x.to(device)
        logits = net(x) + net(x.flip(-1))
        hits += (logits.argmax(1).cpu() == y).sum().item()
        total += len(y)
    return hits / total


def main():
    with open("config.yaml") as fh:
        cfg = yaml.safe_load(fh)
    device = "cuda" if torch.cuda.is_available() else "cpu"
    norm = T.Normalize((0.485, 0.456, 0.406), (0.229, 0.224, 0.225))
    fit = ImageFolder("birds/train", T.Compose([T.RandomResizedCrop(160), T.RandomHorizontalFlip(), T.ToTensor(), norm]))
    held = ImageFolder("birds/test", T.Compose([T.Resize(180), T.CenterCrop(160), T.ToTensor(), norm]))
    net = build_backbone(cfg["model"], len(fit.classes)).to(device)
    train(net, DataLoader(fit, cfg["batch"], shuffle=True, num_workers=2), cfg, device)
    print("top1", flip_average(net, DataLoader(held, cfg["batch"]), device))


if __name__ == "__main__":
    main()
