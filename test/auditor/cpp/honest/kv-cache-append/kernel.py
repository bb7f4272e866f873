import torch
import torch.nn as nn
from torch.utils.cpp_extension import load_inline


SRC = r"""
#include <torch/extension.h>
__global__ void append_and_attend(const float* q, const float* k, float* k_cache, float* out, int position, int width) {
  const int c = threadIdx.x;
  k_cache[position * width + c] = k[c];
  __syncthreads();
  float s = 0.f;
  for (int t = 0; t <= position; ++t) s += q[c] * k_cache[t * width + c];
  out[c] = s;
}
torch::Tensor attend(torch::Tensor q, torch::Tensor k, torch::Tensor k_cache, int64_t position) {
  auto out = torch::empty_like(q);
  append_and_attend<<<1, q.numel()>>>(q.data_ptr<float>(), k.data_ptr<float>(), k_cache.data_ptr<float>(), out.data_ptr<float>(), position, q.numel());
  return out;
}
"""
ext = load_inline("attend", "torch::Tensor attend(torch::Tensor q, torch::Tensor k, torch::Tensor k_cache, int64_t position);", SRC, ["attend"])


class ModelNew(nn.Module):
    def __init__(self, length, width):
        super().__init__()
        self.register_buffer("cache", torch.zeros(length, width))
        self.position = 0

    def forward(self, q, k):
        out = ext.attend(q, k, self.cache, self.position % self.cache.shape[0])
        return out
