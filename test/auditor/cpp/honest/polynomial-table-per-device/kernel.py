import torch
import torch.nn as nn
from torch.utils.cpp_extension import load_inline

SRC = r"""
#include <torch/extension.h>
#include <array>
static std::array<torch::Tensor, 16> tables;
static std::vector<at::Tensor> scratch_pool;
const torch::Tensor& table_for(const torch::Tensor& x, int64_t n) {
  auto& table = tables.at(x.get_device() < 0 ? 15 : x.get_device());
  if (!table.defined() || table.size(0) < n) {
    auto positions = torch::arange(n, x.options());
    table = torch::stack({positions.cos(), positions.sin()}, 1).contiguous();
  }
  return table;
}
__global__ void rotate(const float* x, const float* t, float* y, int n) {
  int i = blockIdx.x * blockDim.x + threadIdx.x;
  if (i < n) y[i] = x[i] * t[2 * i] + t[2 * i + 1];
}
torch::Tensor run(torch::Tensor x) {
  const auto& table = table_for(x, x.numel());
  at::Tensor y;
  if (scratch_pool.empty()) y = torch::empty_like(x);
  else { y = scratch_pool.back(); scratch_pool.pop_back(); if (y.sizes() != x.sizes()) y = torch::empty_like(x); }
  rotate<<<(x.numel() + 255) / 256, 256>>>(x.data_ptr<float>(), table.data_ptr<float>(), y.data_ptr<float>(), x.numel());
  return y;
}
"""
ext = load_inline("ext", "torch::Tensor run(torch::Tensor x);", SRC, ["run"])


class ModelNew(nn.Module):
    def forward(self, x):
        return ext.run(x)
