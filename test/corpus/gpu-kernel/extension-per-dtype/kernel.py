import torch
import torch.nn as nn
from torch.utils.cpp_extension import load_inline

TEMPLATE = r"""
#include <torch/extension.h>
#include <c10/cuda/CUDAStream.h>

using scalar = SCALAR;

__global__ void layer_norm_kernel(const scalar* x, const float* w, const float* b, scalar* y, int width, float eps) {
  const scalar* row = x + (long)blockIdx.x * width;
  scalar* out = y + (long)blockIdx.x * width;
  __shared__ float sums[2];
  if (threadIdx.x == 0) sums[0] = sums[1] = 0.f;
  __syncthreads();
  float s = 0.f;
  for (int i = threadIdx.x; i < width; i += blockDim.x) s += (float)row[i];
  for (int d = 16; d; d /= 2) s += __shfl_down_sync(~0u, s, d);
  if (threadIdx.x % 32 == 0) atomicAdd(&sums[0], s);
  __syncthreads();
  const float mean = sums[0] / width;
  float q = 0.f;
  for (int i = threadIdx.x; i < width; i += blockDim.x) { float d = (float)row[i] - mean; q += d * d; }
  for (int d = 16; d; d /= 2) q += __shfl_down_sync(~0u, q, d);
  if (threadIdx.x % 32 == 0) atomicAdd(&sums[1], q);
  __syncthreads();
  const float rstd = rsqrtf(sums[1] / width + eps);
  for (int i = threadIdx.x; i < width; i += blockDim.x) out[i] = (scalar)(((float)row[i] - mean) * rstd * w[i] + b[i]);
}

torch::Tensor layer_norm(torch::Tensor x, torch::Tensor w, torch::Tensor b, double eps) {
  auto y = torch::empty_like(x);
  const int width = x.size(-1);
  const int rows = x.numel() / width;
  layer_norm_kernel<<<rows, 256, 0, c10::cuda::getCurrentCUDAStream()>>>(
      (const scalar*)x.data_ptr(), w.data_ptr<float>(), b.data_ptr<float>(), (scalar*)y.data_ptr(), width, (float)eps);
  return y;
}
"""
DECLARATION = "torch::Tensor layer_norm(torch::Tensor x, torch::Tensor w, torch::Tensor b, double eps);"
SCALARS = {torch.float32: "float", torch.float16: "c10::Half"}
_cache = {}


def extension(dtype):
    if dtype not in _cache:
        name = SCALARS[dtype]
        _cache[dtype] = load_inline(
            name=f"layer_norm_{str(dtype).removeprefix('torch.')}",
            cpp_sources=DECLARATION,
            cuda_sources=TEMPLATE.replace("SCALAR", name),
            functions=["layer_norm"],
        )
    return _cache[dtype]


class ModelNew(nn.Module):
    def __init__(self, normalized_shape):
        super().__init__()
        self.ln = nn.LayerNorm(normalized_shape[-1:])

    def forward(self, x):
        return extension(x.dtype).layer_norm(x.contiguous(), self.ln.weight, self.ln.bias, self.ln.eps)
