import torch
import torch.nn as nn
from torch.utils.cpp_extension import load_inline

SRC = r"""
#include <torch/extension.h>
__global__ void k(const float* x, float* y, int n) { int i = blockIdx.x * blockDim.x + threadIdx.x; if (i < n) y[i] = x[i] * 2; }

static cudaStream_t side = nullptr;
static cudaEvent_t done = nullptr;
torch::Tensor launch(torch::Tensor x) {
  if (side == nullptr) { cudaStreamCreateWithFlags(&side, cudaStreamNonBlocking); cudaEventCreateWithFlags(&done, cudaEventDisableTiming); }
  auto y = torch::empty_like(x);
  k<<<(x.numel() + 255) / 256, 256, 0, side>>>(x.data_ptr<float>(), y.data_ptr<float>(), x.numel());
  cudaEventRecord(done, side);
  return y;
}
void finish() { cudaStreamWaitEvent(at::cuda::getCurrentCUDAStream(), done, 0); }
"""
ext = load_inline("apart", "torch::Tensor launch(torch::Tensor x); void finish();", SRC, ["launch", "finish"])


class ModelNew(nn.Module):
    def forward(self, x):
        y = ext.launch(x)
        ext.finish()
        return y
