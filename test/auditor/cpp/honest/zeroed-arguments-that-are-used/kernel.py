import torch
import torch.nn as nn
from torch.utils.cpp_extension import load_inline

SRC = r"""
#include <torch/extension.h>
__global__ void k(const float* x, float* y, int n) { int i = blockIdx.x * blockDim.x + threadIdx.x; if (i < n) y[i] = x[i] * 2; }

__global__ void add(const float* x, float* total, int* seen, int n) {
  int i = blockIdx.x * blockDim.x + threadIdx.x;
  if (i < n) { atomicAdd(total, x[i]); atomicAdd(seen, 1); }
}
torch::Tensor run(torch::Tensor x, torch::Tensor total, torch::Tensor seen) {
  total.zero_();
  cudaMemsetAsync(seen.data_ptr(), 0, seen.nbytes());
  add<<<(x.numel() + 255) / 256, 256>>>(x.data_ptr<float>(), total.data_ptr<float>(), seen.data_ptr<int>(), x.numel());
  return total;
}
"""
ext = load_inline("ext", "torch::Tensor run(torch::Tensor x, torch::Tensor total, torch::Tensor seen);", SRC, ["run"])


class ModelNew(nn.Module):
    def forward(self, x, total, seen):
        return ext.run(x, total, seen)
