from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn
from torch.utils.data import ConcatDataset, DataLoader, TensorDataset


@dataclass
class Options:
    rounds: int = 3
    epochs: int = 8
    confidence: float = 0.95
    lr: float = 1e-3
    batch: int = 128


def images(part: str) -> torch.Tensor:
    return torch.from_numpy(np.load(f"stl/{part}_images.npy")).permute(0, 3, 1, 2).float() / 255


def labels(part: str) -> torch.Tensor:
    return torch.from_numpy(np.load(f"stl/{part}_labels.npy")).long()


def network() -> nn.Module:
    def stage(a: int, b: int) -> list[nn.Module]:
        return [nn.Conv2d(a, b, 3, padding=1, bias=False), nn.BatchNorm2d(b), nn.ReLU(), nn.MaxPool2d(2)]

    return nn.Sequential(*stage(3, 32), *stage(32, 64), *stage(64, 128), *stage(128, 256), nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(256, 10))


def fit(net: nn.Module, data, opt: Options) -> nn.Module:
    optimiser = torch.optim.AdamW(net.parameters(), lr=opt.lr, weight_decay=0.02)
    net.train()
    for _ in range(opt.epochs):
        for x, y in DataLoader(data, opt.batch, shuffle=True, drop_last=True):
            x = torch.where(torch.rand(len(x), 1, 1, 1) < 0.5, x.flip(-1), x)
            loss = F.cross_entropy(net(x), y)
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
    return net.eval()


@torch.no_grad()
def probabilities(net: nn.Module, x: torch.Tensor) -> torch.Tensor:
    return torch.cat([net(c).softmax(-1) for c in x.split(512)])


def main(opt: Options = Options()) -> None:
    torch.manual_seed(0)
    base = TensorDataset(images("train"), labels("train"))
    pool = images("unlabeled")
    net = fit(network(), base, opt)
    for _ in range(opt.rounds):
        confidence, guess = probabilities(net, pool).max(-1)
        keep = confidence > opt.confidence
        print(f"{int(keep.sum())} confident images")
        net = fit(network(), ConcatDataset([base, TensorDataset(pool[keep], guess[keep])]), opt)
    hits = probabilities(net, images("test")).argmax(-1) == labels("test")
    print(f"test accuracy {hits.float().mean():.4f}")


if __name__ == "__main__":
    main()
