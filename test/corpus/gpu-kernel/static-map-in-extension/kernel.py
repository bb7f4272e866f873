import torch
import torch.nn as nn
from pathlib import Path
from torch.utils.cpp_extension import load

HERE = Path(__file__).resolve().parent


class ModelNew(nn.Module):
    def __init__(self, alpha=1.0):
        super().__init__()
        self.alpha = alpha
        self.op = load(name="elu_ext", sources=[str(HERE / "elu.cpp")], extra_cflags=["-O3"])

    def forward(self, x):
        return self.op.elu(x.contiguous(), self.alpha)
