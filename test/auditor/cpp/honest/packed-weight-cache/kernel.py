import torch
import torch.nn as nn
from torch.utils.cpp_extension import load_inline


src = r"""
#include <torch/extension.h>
#include <unordered_map>

// Weights are repacked once; the key holds their version.
struct Packed { int64_t version; torch::Tensor data; };
static std::unordered_map<void*, Packed> packed_weights;

__global__ void matvec(const float* w, const float* x, float* y, int rows, int cols) {
  int r = blockIdx.x * blockDim.x + threadIdx.x;
  if (r >= rows) return;
  float s = 0;
  for (int c = 0; c < cols; ++c) s += w[c * rows + r] * x[c];
  y[r] = s;
}

static const torch::Tensor& pack(const torch::Tensor& w) {
  auto it = packed_weights.find(w.data_ptr());
  if (it != packed_weights.end() && it->second.version == w._version()) return it->second.data;
  return (packed_weights[w.data_ptr()] = Packed{(int64_t)w._version(), w.t().contiguous()}).data;
}

torch::Tensor forward(torch::Tensor x, torch::Tensor w) {
  const auto& p = pack(w);
  auto y = torch::empty({w.size(0)}, x.options());
  matvec<<<(w.size(0) + 127) / 128, 128>>>(p.data_ptr<float>(), x.data_ptr<float>(), y.data_ptr<float>(), w.size(0), w.size(1));
  return y;
}
"""
ext = load_inline("packed", "torch::Tensor forward(torch::Tensor x, torch::Tensor w);", src, ["forward"])


class ModelNew(nn.Module):
    def __init__(self, rows, cols):
        super().__init__()
        self.weight = nn.Parameter(torch.randn(rows, cols))

    def forward(self, x):
        return ext.forward(x, self.weight)
