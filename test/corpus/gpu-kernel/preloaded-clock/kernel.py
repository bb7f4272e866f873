import torch
import torch.nn as nn

import runtime

runtime.ensure()


class ModelNew(nn.Module):
    def forward(self, x):
        return torch.nn.functional.softplus(x)
