import torch
import torch.nn as nn
from torch.utils.cpp_extension import load_inline

SRC = r"""
#include <torch/extension.h>
__constant__ float taps[9];
static bool loaded = false;
static const float kTaps[9] = {1, 2, 1, 2, 4, 2, 1, 2, 1};
__global__ void blur(const float* x, float* y, int h, int w) {
  int c = blockIdx.x * blockDim.x + threadIdx.x, r = blockIdx.y;
  if (c < 1 || c >= w - 1 || r < 1 || r >= h - 1) { if (c < w) y[r * w + c] = x[r * w + c]; return; }
  float s = 0;
  for (int i = 0; i < 9; ++i) s += taps[i] * x[(r + i / 3 - 1) * w + c + i % 3 - 1];
  y[r * w + c] = s / 16;
}
torch::Tensor run(torch::Tensor x) {
  if (!loaded) { cudaMemcpyToSymbol(taps, kTaps, sizeof kTaps); loaded = true; }
  auto y = torch::empty_like(x);
  blur<<<dim3((x.size(1) + 127) / 128, x.size(0)), 128>>>(x.data_ptr<float>(), y.data_ptr<float>(), x.size(0), x.size(1));
  return y;
}
"""
ext = load_inline("ext", "torch::Tensor run(torch::Tensor x);", SRC, ["run"])


class ModelNew(nn.Module):
    def forward(self, x):
        return ext.run(x)
