"""Gated convolutional language model over bytes."""
import math
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional as F


class GatedConv(nn.Module):
    def __init__(self, dim: int, kernel: int, dilation: int) -> None:
        super().__init__()
        self.span = (kernel - 1) * dilation
        self.norm = nn.LayerNorm(dim)
        self.conv = nn.Conv1d(dim, 2 * dim, kernel, dilation=dilation)
        self.mix = nn.Linear(dim, dim)

    def forward(self, x: Tensor) -> Tensor:
        h = F.pad(self.norm(x).transpose(1, 2), (self.span // 2, self.span - self.span // 2))
        h = F.glu(self.conv(h), dim=1).transpose(1, 2)
        return x + self.mix(h)


class ByteLM(nn.Module):
    def __init__(self, dim: int = 256, kernel: int = 3, dilations: tuple[int, ...] = (1, 2, 4, 8, 16, 32)) -> None:
        super().__init__()
        self.embed = nn.Embedding(256, dim)
        self.layers = nn.ModuleList(GatedConv(dim, kernel, d) for d in dilations)
        self.head = nn.Linear(dim, 256)

    def forward(self, ids: Tensor) -> Tensor:
        h = self.embed(ids)
        for layer in self.layers:
            h = layer(h)
        return self.head(h)


def read(split: str) -> Tensor:
    raw = Path("wiki", f"{split}.txt").read_bytes()
    return torch.frombuffer(bytearray(raw), dtype=torch.uint8).long()


def train(model: ByteLM, data: Tensor, steps: int, length: int = 256, batch: int = 48) -> None:
    opt = torch.optim.AdamW(model.parameters(), lr=1e-3, weight_decay=0.01)
    sched = torch.optim.lr_scheduler.CosineAnnealingLR(opt, steps)
    for step in range(steps):
        at = torch.randint(len(data) - length - 1, (batch, 1))
        block = data[at + torch.arange(length + 1)]
        loss = F.cross_entropy(model(block[:, :-1]).flatten(0, 1), block[:, 1:].flatten())
        opt.zero_grad(set_to_none=True)
        loss.backward()
        opt.step()
        sched.step()


@torch.no_grad()
def sliding_bpb(model: ByteLM, data: Tensor, window: int = 512, stride: int = 256) -> float:
    """Every byte is scored once, with at least window - stride bytes of context after the first window."""
    model.eval()
    nats, count, done = 0.0, 0, 0
    for begin in range(0, len(data) - 1, stride):
        end = min(begin + window, len(data) - 1)
        losses = F.cross_entropy(model(data[None, begin:end])[0], data[begin + 1 : end + 1], reduction="none")
        fresh = losses[done - begin :]
        nats, count, done = nats + fresh.sum().item(), count + len(fresh), end
        if end == len(data) - 1:
            break
    return nats / count / math.log(2)


if __name__ == "__main__":
    torch.manual_seed(5)
    model = ByteLM()
    train(model, read("train"), steps=6000)
    print(f"val_bpb {sliding_bpb(model, read('val')):.4f}")
