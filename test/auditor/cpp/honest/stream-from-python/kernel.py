import torch
import torch.nn as nn
from torch.utils.cpp_extension import load_inline

SRC = r"""
#include <torch/extension.h>
__global__ void k(const float* x, float* y, int n) { int i = blockIdx.x * blockDim.x + threadIdx.x; if (i < n) y[i] = x[i] * 2; }

void launch(torch::Tensor x, torch::Tensor y, int64_t stream) {
  k<<<(x.numel() + 255) / 256, 256, 0, reinterpret_cast<cudaStream_t>(stream)>>>(x.data_ptr<float>(), y.data_ptr<float>(), x.numel());
}
"""
ext = load_inline("streamed", "void launch(torch::Tensor x, torch::Tensor y, int64_t stream);", SRC, ["launch"])


class ModelNew(nn.Module):
    def forward(self, x):
        y = torch.empty_like(x)
        ext.launch(x, y, torch.cuda.current_stream().cuda_stream)
        return y
