import torch
import torch.nn as nn
from torch.utils.cpp_extension import load_inline

SOURCE = r"""
#include <torch/extension.h>
#include <ATen/Parallel.h>
#include <cmath>

torch::Tensor mish(const torch::Tensor& x) {
  auto out = torch::empty_like(x);
  if (x.numel() == 0) return out;
  const float* in = x.data_ptr<float>();
  float* o = out.data_ptr<float>();
  at::parallel_for(0, x.numel(), 4096, [&](int64_t begin, int64_t end) {
    for (int64_t i = begin; i < end; ++i) {
      const float v = in[i];
      const float soft = v > 20.f ? v : std::log1p(std::exp(v));
      o[i] = v * std::tanh(soft);
    }
  });
  return out;
}
"""
op = load_inline("mish_cpu", SOURCE, functions=["mish"], extra_cflags=["-O3", "-fopenmp"], extra_ldflags=["-fopenmp"])


class ModelNew(nn.Module):
    def forward(self, x):
        if x.numel() == 0:
            return torch.empty_like(x)
        return op.mish(x.contiguous())
