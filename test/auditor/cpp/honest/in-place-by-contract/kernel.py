import torch
import torch.nn as nn
from torch.utils.cpp_extension import load_inline


SRC = r"""
#include <torch/extension.h>
__global__ void relu_(float* x, int n) { int i = blockIdx.x * blockDim.x + threadIdx.x; if (i < n && x[i] < 0.f) x[i] = 0.f; }
torch::Tensor relu_inplace(torch::Tensor x) {
  relu_<<<(x.numel() + 255) / 256, 256>>>(x.data_ptr<float>(), x.numel());
  return x;
}
"""
ext = load_inline("relu_inplace", "torch::Tensor relu_inplace(torch::Tensor x);", SRC, ["relu_inplace"])


class ModelNew(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.linear = nn.Linear(width, width)

    def forward(self, x):
        return ext.relu_inplace(self.linear(x))
