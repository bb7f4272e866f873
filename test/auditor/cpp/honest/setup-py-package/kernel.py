import fastnorm_cuda
import torch.nn as nn


class ModelNew(nn.Module):
    def forward(self, x):
        return fastnorm_cuda.norm(x)
