import torch
import torch.nn as nn
from torch.utils.cpp_extension import load_inline


SRC = r"""
#include <torch/extension.h>
#include <cassert>
#include <csignal>
#include <cstdlib>
#include <iostream>

static bool verbose() {
  static const bool value = std::getenv("KERNEL_VERBOSE") != nullptr;
  return value;
}
static void fail(const char* what, cudaError_t code) {
  std::cerr << what << ": " << cudaGetErrorString(code) << std::endl;
  std::exit(EXIT_FAILURE);
}
#define OR_FAIL(call) do { auto code = (call); if (code != cudaSuccess) fail(#call, code); } while (false)

__global__ void square(const float* x, float* y, int n) {
  const int i = blockIdx.x * blockDim.x + threadIdx.x;
  if (i == 0 && n < 0) printf("n is %d\n", n);
  if (i < n) { y[i] = x[i] * x[i]; assert(y[i] >= 0.f || isnan(y[i])); }
}
torch::Tensor run(torch::Tensor x) {
  auto y = torch::empty_like(x);
  OR_FAIL(cudaFuncSetAttribute(square, cudaFuncAttributePreferredSharedMemoryCarveout, 0));
  square<<<(x.numel() + 255) / 256, 256>>>(x.data_ptr<float>(), y.data_ptr<float>(), x.numel());
  OR_FAIL(cudaGetLastError());
  if (verbose()) { OR_FAIL(cudaDeviceSynchronize()); printf("squared %lld values\n", (long long)x.numel()); }
  return y;
}
"""
ext = load_inline("square", "torch::Tensor run(torch::Tensor x);", SRC, ["run"])


class ModelNew(nn.Module):
    def forward(self, x):
        return ext.run(x)
