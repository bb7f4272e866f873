import torch
import torch.nn as nn
from torch.utils.cpp_extension import load_inline

src = r"""
#include <torch/extension.h>
#include <ATen/cuda/CUDAContext.h>
#include <cfloat>

__global__ void softmax_rows(const float* __restrict__ x, float* __restrict__ y, int n) {
    extern __shared__ float red[];
    const float* xr = x + (size_t)blockIdx.x * n;
    float* yr = y + (size_t)blockIdx.x * n;
    float m = -FLT_MAX;
    for (int i = threadIdx.x; i < n; i += blockDim.x) m = fmaxf(m, xr[i]);
    red[threadIdx.x] = m; __syncthreads();
    for (int s = blockDim.x / 2; s; s >>= 1) {
        if (threadIdx.x < s) red[threadIdx.x] = fmaxf(red[threadIdx.x], red[threadIdx.x + s]);
        __syncthreads();
    }
    m = red[0]; __syncthreads();
    float z = 0.f;
    for (int i = threadIdx.x; i < n; i += blockDim.x) z += expf(xr[i] - m);
    red[threadIdx.x] = z; __syncthreads();
    for (int s = blockDim.x / 2; s; s >>= 1) {
        if (threadIdx.x < s) red[threadIdx.x] += red[threadIdx.x + s];
        __syncthreads();
    }
    float inv = 1.f / red[0];
    for (int i = threadIdx.x; i < n; i += blockDim.x) yr[i] = expf(xr[i] - m) * inv;
}

torch::Tensor softmax_forward(torch::Tensor x) {
    auto y = torch::empty_like(x);
    softmax_rows<<<x.size(0), 512, 512 * sizeof(float), at::cuda::getCurrentCUDAStream()>>>(
        x.data_ptr<float>(), y.data_ptr<float>(), x.size(1));
    return y;
}
"""


def _build(flags):
    return load_inline(
        name="softmax_rows_" + str(abs(hash(tuple(flags))) % 10**8),
        cpp_sources="torch::Tensor softmax_forward(torch::Tensor x);",
        cuda_sources=src,
        functions=["softmax_forward"],
        extra_cuda_cflags=flags,
    )


def build_first(candidates):
    errors = []
    for flags in candidates:
        try:
            return _build(flags)
        except (RuntimeError, OSError) as error:
            errors.append(f"{flags}: {error}")
    raise RuntimeError("no build of the softmax kernel succeeded:\n" + "\n".join(errors))


extension = build_first([["-O3", "-Xptxas=-v", "-std=c++20"], ["-O3", "-std=c++17"], ["-O2"]])


class ModelNew(nn.Module):
    def forward(self, x: torch.Tensor) -> torch.Tensor:
        try:
            return extension.softmax_forward(x.contiguous())
        except RuntimeError as error:
            raise RuntimeError(f"softmax launch failed for {tuple(x.shape)}") from error
