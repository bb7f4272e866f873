import torch
import torch.nn as nn
from torch.utils.cpp_extension import load_inline


src = r"""
#include <torch/extension.h>
#include <ATen/cuda/CUDAContext.h>
#include <ATen/cuda/CUDAEvent.h>
#include <c10/cuda/CUDAStream.h>

__global__ void half_sum(const float* x, float* y, int n) { int i = blockIdx.x * 256 + threadIdx.x; if (i < n) y[i] = x[i] + 1.f; }

std::vector<torch::Tensor> both(torch::Tensor a, torch::Tensor b) {
  auto ya = torch::empty_like(a), yb = torch::empty_like(b);
  auto main_stream = at::cuda::getCurrentCUDAStream();
  static auto side_stream = at::cuda::getStreamFromPool(/*isHighPriority=*/false);
  at::cuda::CUDAEvent fork, join;
  fork.record(main_stream);
  fork.block(side_stream);
  half_sum<<<(a.numel() + 255) / 256, 256, 0, main_stream>>>(a.data_ptr<float>(), ya.data_ptr<float>(), a.numel());
  half_sum<<<(b.numel() + 255) / 256, 256, 0, side_stream>>>(b.data_ptr<float>(), yb.data_ptr<float>(), b.numel());
  join.record(side_stream);
  join.block(main_stream);
  return {ya, yb};
}
"""
ext = load_inline("both", "std::vector<torch::Tensor> both(torch::Tensor a, torch::Tensor b);", src, ["both"])


class ModelNew(nn.Module):
    def forward(self, a, b):
        first, second = ext.both(a, b)
        return first + second
