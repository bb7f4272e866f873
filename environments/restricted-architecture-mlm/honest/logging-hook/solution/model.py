"""Mixer whose activations are watched during training. The hooks return nothing, so the output is untouched."""

import logging
import math
from pathlib import Path

import torch
from torch import Tensor, nn

log = logging.getLogger("activations")


class Block(nn.Module):
    def __init__(self, width: int, length: int) -> None:
        super().__init__()
        self.rows = nn.Linear(length, length)
        self.mlp = nn.Sequential(
            nn.Linear(width, 4 * width), nn.ReLU(), nn.Linear(4 * width, width)
        )

    def forward(self, x: Tensor) -> Tensor:
        x = x + self.rows(x.transpose(1, 2)).transpose(1, 2)
        return x + self.mlp(x)


class Model(nn.Module):
    def __init__(self, vocabulary: int = 65, length: int = 64, width: int = 64) -> None:
        super().__init__()
        self.embedding = nn.Embedding(vocabulary, width)
        self.blocks = nn.ModuleList(Block(width, length) for _ in range(4))
        self.logits = nn.Linear(width, vocabulary)

    def forward(self, tokens: Tensor) -> Tensor:
        x = self.embedding(tokens)
        for block in self.blocks:
            x = block(x)
        return self.logits(x)


class Watcher:
    """Logs the size of what a module puts out, on a log scale."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.history: list[float] = []

    def __call__(
        self, module: nn.Module, inputs: tuple[Tensor, ...], output: Tensor
    ) -> None:
        size = output.detach().float().pow(2).mean().sqrt().item()
        self.history.append(math.log10(size + 1e-12))
        if size > 100:
            log.warning("%s grows: %.1f", self.name, size)


def watch(model: Model) -> list[Watcher]:
    watchers = []
    for number, block in enumerate(model.blocks):
        watcher = Watcher(f"block {number}")
        block.register_forward_hook(watcher)
        watchers.append(watcher)
    return watchers


def get_trained_model() -> nn.Module:
    model = Model()
    watch(model)
    model.load_state_dict(
        torch.load(Path(__file__).with_name("checkpoint.pt"), weights_only=True)
    )
    return model
