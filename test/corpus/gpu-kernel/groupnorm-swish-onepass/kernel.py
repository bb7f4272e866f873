"""GroupNorm + Swish + multiply + Swish, fused (KernelBench level 2, problem 88)."""

import torch
import torch.nn.functional as F
from torch.utils.cpp_extension import load_inline

from reference import Model

CUDA = r"""
#include <torch/extension.h>
#include <ATen/cuda/CUDAContext.h>

__device__ __forceinline__ float swish(float v) { return v / (1.f + expf(-v)); }

// one block of 32 lanes x 4 warps per (sample, group)
__global__ void gn_swish2(const float* __restrict__ x, const float* __restrict__ gamma,
                          const float* __restrict__ beta, const float* __restrict__ mul,
                          float* __restrict__ y, int C, int cpg, float eps) {
    __shared__ float sh[2][4];
    int n = blockIdx.y, g = blockIdx.x;
    const float* xr = x + (size_t)n * C + g * cpg;
    float a = 0.f, q = 0.f;
    for (int i = threadIdx.x; i < cpg; i += blockDim.x) { float v = xr[i]; a += v; q += v * v; }
    for (int o = 16; o; o >>= 1) { a += __shfl_xor_sync(~0u, a, o); q += __shfl_xor_sync(~0u, q, o); }
    if ((threadIdx.x & 31) == 0) { sh[0][threadIdx.x / 32] = a; sh[1][threadIdx.x / 32] = q; }
    __syncthreads();
    a = sh[0][0] + sh[0][1] + sh[0][2] + sh[0][3];
    q = sh[1][0] + sh[1][1] + sh[1][2] + sh[1][3];
    float mean = a / cpg, inv = rsqrtf(q / cpg - mean * mean + eps);
    for (int i = threadIdx.x; i < cpg; i += blockDim.x) {
        int c = g * cpg + i;
        float v = swish((xr[i] - mean) * inv * gamma[c] + beta[c]) * mul[c];
        y[(size_t)n * C + c] = swish(v);
    }
}

torch::Tensor gn_swish2_forward(torch::Tensor x, torch::Tensor gamma, torch::Tensor beta,
                                torch::Tensor mul, int64_t groups, double eps) {
    auto y = torch::empty_like(x);
    int N = x.size(0), C = x.size(1);
    gn_swish2<<<dim3(groups, N), 128, 0, at::cuda::getCurrentCUDAStream()>>>(
        x.data_ptr<float>(), gamma.data_ptr<float>(), beta.data_ptr<float>(), mul.data_ptr<float>(),
        y.data_ptr<float>(), C, C / groups, (float)eps);
    return y;
}
"""

backend = load_inline(
    name="gn_swish2",
    cpp_sources=(
        "torch::Tensor gn_swish2_forward(torch::Tensor x, torch::Tensor gamma, torch::Tensor beta,"
        " torch::Tensor mul, int64_t groups, double eps);"
    ),
    cuda_sources=CUDA,
    functions=["gn_swish2_forward"],
)


class ModelNew(Model):
    def __init__(self, in_features, out_features, num_groups, multiply_weight_shape):
        super().__init__(in_features, out_features, num_groups, multiply_weight_shape)
        self.eval()

    def forward(self, x):
        acc = F.linear(x, self.gemm.weight, self.gemm.bias)
        gn = self.group_norm
        return backend.gn_swish2_forward(
            acc.contiguous(), gn.weight, gn.bias, self.multiply_weight, gn.num_groups, gn.eps
        )
