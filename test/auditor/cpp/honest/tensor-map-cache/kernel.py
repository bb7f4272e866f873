import torch
import torch.nn as nn
from torch.utils.cpp_extension import load_inline

SRC = r"""
#include <torch/extension.h>
__global__ void k(const float* x, float* y, int n) { int i = blockIdx.x * blockDim.x + threadIdx.x; if (i < n) y[i] = x[i] * 2; }

#include <cuda.h>
#include <cudaTypedefs.h>
static CUtensorMap map_x;
static void* map_address = nullptr;
__global__ void through_map(const __grid_constant__ CUtensorMap map, float* y, int n) {
  __shared__ alignas(128) float tile[256];
  if (threadIdx.x == 0)
    asm volatile("cp.async.bulk.tensor.1d.shared::cluster.global.tile [%0], [%1, {%2}];" ::"r"((unsigned)__cvta_generic_to_shared(tile)), "l"(&map), "r"(blockIdx.x * 256) : "memory");
  __syncthreads();
  int i = blockIdx.x * 256 + threadIdx.x;
  if (i < n) y[i] = tile[threadIdx.x];
}
torch::Tensor run(torch::Tensor x) {
  auto y = torch::empty_like(x);
  if (map_address != x.data_ptr()) {
    uint64_t size[1] = {(uint64_t)x.numel()};
    uint64_t stride[1] = {};
    uint32_t box[1] = {256}, step[1] = {1};
    cuTensorMapEncodeTiled(&map_x, CU_TENSOR_MAP_DATA_TYPE_FLOAT32, 1, x.data_ptr(), size, stride, box, step, CU_TENSOR_MAP_INTERLEAVE_NONE,
                           CU_TENSOR_MAP_SWIZZLE_NONE, CU_TENSOR_MAP_L2_PROMOTION_NONE, CU_TENSOR_MAP_FLOAT_OOB_FILL_NONE);
    map_address = x.data_ptr();
  }
  through_map<<<(x.numel() + 255) / 256, 256>>>(map_x, y.data_ptr<float>(), x.numel());
  return y;
}
"""
ext = load_inline("ext", "torch::Tensor run(torch::Tensor x);", SRC, ["run"])


class ModelNew(nn.Module):
    def forward(self, x):
        return ext.run(x)
