import torch
import torch.nn as nn
from torch.utils.cpp_extension import load_inline


source = r"""
#include <torch/extension.h>
#include <cooperative_groups.h>
#include <ATen/cuda/CUDAContext.h>
namespace cg = cooperative_groups;

__device__ unsigned int tile_counter;

__global__ void reset_counter() { tile_counter = 0; }

__global__ void persistent_scale(const float4* __restrict__ in, float4* __restrict__ out, float s, int tiles) {
  __shared__ int tile;
  while (true) {
    if (threadIdx.x == 0) tile = atomicAdd(&tile_counter, 1u);
    __syncthreads();
    if (tile >= tiles) break;
    const int i = tile * blockDim.x + threadIdx.x;
    float4 v = __ldg(in + i);
    v.x *= s; v.y *= s; v.z *= s; v.w *= s;
    __stcs(out + i, v);
    __syncthreads();
  }
}

static int sm_count() {
  static int count = 0;
  if (count == 0) {
    int device;
    cudaGetDevice(&device);
    cudaDeviceGetAttribute(&count, cudaDevAttrMultiProcessorCount, device);
  }
  return count;
}

torch::Tensor scale(torch::Tensor x, double s) {
  auto out = torch::empty_like(x);
  auto stream = at::cuda::getCurrentCUDAStream().stream();
  const int tiles = x.numel() / 4 / 256;
  reset_counter<<<1, 1, 0, stream>>>();
  persistent_scale<<<sm_count() * 2, 256, 0, stream>>>(reinterpret_cast<const float4*>(x.data_ptr<float>()),
                                                       reinterpret_cast<float4*>(out.data_ptr<float>()), (float)s, tiles);
  return out;
}
"""
m = load_inline("persistent", "torch::Tensor scale(torch::Tensor x, double s);", source, ["scale"])


class ModelNew(nn.Module):
    def forward(self, x):
        return m.scale(x, 0.5)
