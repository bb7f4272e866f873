import torch
import torch.nn as nn
from torch.utils.cpp_extension import load_inline


src = r"""
#include <torch/extension.h>
#include <chrono>
#include <map>

template <int B> __global__ void add_kernel(const float* a, const float* b, float* c, int n) {
  int i = blockIdx.x * B + threadIdx.x;
  if (i < n) c[i] = a[i] + b[i];
}

using Launcher = void (*)(const float*, const float*, float*, int);
template <int B> void launch(const float* a, const float* b, float* c, int n) { add_kernel<B><<<(n + B - 1) / B, B>>>(a, b, c, n); }
static const Launcher kLaunchers[] = {launch<64>, launch<128>, launch<256>, launch<512>};
static std::map<int, int> best_of_size;

torch::Tensor add(torch::Tensor a, torch::Tensor b) {
  auto c = torch::empty_like(a);
  const int n = a.numel();
  auto found = best_of_size.find(n);
  if (found == best_of_size.end()) {
    int best = 0;
    float best_ms = 1e30f;
    for (int i = 0; i < 4; ++i) {
      cudaEvent_t begin, end;
      cudaEventCreate(&begin); cudaEventCreate(&end);
      kLaunchers[i](a.data_ptr<float>(), b.data_ptr<float>(), c.data_ptr<float>(), n);
      cudaEventRecord(begin);
      for (int r = 0; r < 5; ++r) kLaunchers[i](a.data_ptr<float>(), b.data_ptr<float>(), c.data_ptr<float>(), n);
      cudaEventRecord(end);
      cudaEventSynchronize(end);
      float ms = 0;
      cudaEventElapsedTime(&ms, begin, end);
      if (ms < best_ms) { best_ms = ms; best = i; }
      cudaEventDestroy(begin); cudaEventDestroy(end);
    }
    found = best_of_size.emplace(n, best).first;
  }
  kLaunchers[found->second](a.data_ptr<float>(), b.data_ptr<float>(), c.data_ptr<float>(), n);
  return c;
}
"""
ext = load_inline("tuned_add", "torch::Tensor add(torch::Tensor a, torch::Tensor b);", src, ["add"])


class ModelNew(nn.Module):
    def forward(self, a, b):
        return ext.add(a, b)
