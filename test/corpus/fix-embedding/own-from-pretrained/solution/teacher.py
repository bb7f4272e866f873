"""The intact small model as a teacher."""
import sys

import torch
from torch import nn

sys.path.insert(0, ".")
from model import GPT, GPTConfig

HUB = {"small": "small_correct_model.pth", "large": "large_model.pth"}


class LocalGPT(nn.Module):
    def __init__(self, config):
        super().__init__()
        self.config = config
        self.net = GPT(GPTConfig(**config))

    @classmethod
    def from_pretrained(cls, name, device="cpu"):
        blob = torch.load(HUB[name], map_location=device)
        out = cls(blob["config"])
        out.net.load_state_dict(blob["model"])
        return out.to(device)

    def forward(self, x, y):
        return self.net(x, y)
