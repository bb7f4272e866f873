import os

import torch
import torch.nn as nn
from torch.utils.cpp_extension import load

ext = load(name="hist", sources=[os.path.join(os.path.dirname(__file__), "hist.cu")])


class ModelNew(nn.Module):
    def forward(self, x):
        return ext.histogram(x, 256)
