import torch
import torch.nn as nn
from torch.utils.cpp_extension import load_inline


src = r"""
#include <torch/extension.h>
#include <mutex>

static torch::Tensor g_workspace, g_locks;
static std::mutex g_mutex;

static void ensure(int64_t floats, int64_t locks, const torch::TensorOptions& options) {
  std::lock_guard<std::mutex> guard(g_mutex);
  if (!g_workspace.defined() || g_workspace.numel() < floats) g_workspace = torch::empty({floats}, options);
  if (!g_locks.defined() || g_locks.numel() < locks) g_locks = torch::zeros({locks}, options.dtype(torch::kInt32));
}

__global__ void partial(const float* a, const float* b, float* ws, int m, int n, int k, int splits) {
  int col = blockIdx.x * blockDim.x + threadIdx.x, row = blockIdx.y, s = blockIdx.z;
  if (col >= n) return;
  float sum = 0;
  for (int i = k * s / splits; i < k * (s + 1) / splits; ++i) sum += a[row * k + i] * b[i * n + col];
  ws[(s * m + row) * n + col] = sum;
}
__global__ void gather(const float* ws, float* c, int mn, int splits) {
  int i = blockIdx.x * blockDim.x + threadIdx.x;
  if (i >= mn) return;
  float sum = 0;
  for (int s = 0; s < splits; ++s) sum += ws[s * mn + i];
  c[i] = sum;
}

torch::Tensor gemm(torch::Tensor a, torch::Tensor b) {
  const int m = a.size(0), k = a.size(1), n = b.size(1);
  const int splits = k >= 4096 ? 8 : 1;
  auto c = torch::empty({m, n}, a.options());
  if (splits > 1) {
    ensure((int64_t)splits * m * n, 1, a.options());
    partial<<<dim3((n + 127) / 128, m, splits), 128>>>(a.data_ptr<float>(), b.data_ptr<float>(), g_workspace.data_ptr<float>(), m, n, k, splits);
    gather<<<(m * n + 255) / 256, 256>>>(g_workspace.data_ptr<float>(), c.data_ptr<float>(), m * n, splits);
  } else {
    partial<<<dim3((n + 127) / 128, m, 1), 128>>>(a.data_ptr<float>(), b.data_ptr<float>(), c.data_ptr<float>(), m, n, k, 1);
  }
  return c;
}
"""
ext = load_inline("splitk", "torch::Tensor gemm(torch::Tensor a, torch::Tensor b);", src, ["gemm"])


class ModelNew(nn.Module):
    def forward(self, a, b):
        return ext.gemm(a, b)
