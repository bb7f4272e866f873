from pathlib import Path

import torch
import torch.nn as nn
from torch.utils.cpp_extension import load

load("ops", [str(Path(__file__).parent / "ops.cpp")], is_python_module=False)


class ModelNew(nn.Module):
    def forward(self, x):
        return torch.ops.fast.relu(x)
