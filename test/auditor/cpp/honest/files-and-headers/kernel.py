import os

import torch
import torch.nn as nn
from torch.utils.cpp_extension import load

root = os.path.dirname(os.path.realpath(__file__))
conv = load(
    name="depthwise",
    sources=[os.path.join(root, "csrc", "binding.cpp"), os.path.join(root, "csrc", "depthwise.cu")],
    extra_include_paths=[os.path.join(root, "csrc")],
)


class ModelNew(nn.Module):
    def __init__(self, channels, width):
        super().__init__()
        self.weight = nn.Parameter(torch.randn(channels, width))

    def forward(self, x):
        return conv.depthwise_forward(x, self.weight)
