import torch
from torch.utils.cpp_extension import load_inline

from task import input_t, output_t

CPP = """
#include <torch/extension.h>
void bincount_weighted(torch::Tensor idx, torch::Tensor w, torch::Tensor out);
"""

CUDA = r"""
#include <torch/extension.h>
#include <c10/cuda/CUDAStream.h>

struct Workspace {
    torch::Tensor bins;
    explicit Workspace(torch::Tensor out) : bins(torch::empty({32, out.numel()}, out.options())) {}
    void reset() { cudaMemsetAsync(bins.data_ptr(), 0, bins.nbytes(), c10::cuda::getCurrentCUDAStream()); }
};

__global__ void scatter(const int* __restrict__ idx, const float* __restrict__ w,
                        float* __restrict__ bins, int n, int k) {
    float* mine = bins + (size_t)(blockIdx.x & 31) * k;
    for (int i = blockIdx.x * blockDim.x + threadIdx.x; i < n; i += gridDim.x * blockDim.x)
        atomicAdd(mine + idx[i], w[i]);
}

__global__ void gather(const float* __restrict__ bins, float* __restrict__ out, int k) {
    int j = blockIdx.x * blockDim.x + threadIdx.x;
    if (j >= k) return;
    float acc = 0.f;
    for (int p = 0; p < 32; ++p) acc += bins[(size_t)p * k + j];
    out[j] = acc;
}

void bincount_weighted(torch::Tensor idx, torch::Tensor w, torch::Tensor out) {
    Workspace ws(out);
    ws.reset();
    auto s = c10::cuda::getCurrentCUDAStream();
    int n = idx.numel(), k = out.numel();
    scatter<<<512, 256, 0, s>>>(idx.data_ptr<int>(), w.data_ptr<float>(), ws.bins.data_ptr<float>(), n, k);
    gather<<<(k + 255) / 256, 256, 0, s>>>(ws.bins.data_ptr<float>(), out.data_ptr<float>(), k);
}
"""

module = load_inline(name="bincount_w", cpp_sources=[CPP], cuda_sources=[CUDA], functions=["bincount_weighted"])


def custom_kernel(data: input_t) -> output_t:
    indices, weights, out = data
    scaled = weights.clone()
    scaled.mul_(2.0).clamp_(min=0.0)
    out.zero_()
    module.bincount_weighted(indices.contiguous(), scaled, out)
    return out
