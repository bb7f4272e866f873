import torch
import torch.nn as nn
from torch.utils.cpp_extension import load_inline


CUDA = r"""
#include <torch/extension.h>
#include <ATen/cuda/CUDAContext.h>
#include <c10/cuda/CUDAException.h>
#include <c10/cuda/CUDAGuard.h>

#define CHECK_CUDA(x) TORCH_CHECK(x.device().is_cuda(), #x " must be a CUDA tensor")
#define CHECK_CONTIGUOUS(x) TORCH_CHECK(x.is_contiguous(), #x " must be contiguous")
#define CHECK_INPUT(x) CHECK_CUDA(x); CHECK_CONTIGUOUS(x)

template <typename scalar_t, int VEC>
__global__ void __launch_bounds__(512) rms_norm_kernel(
    const scalar_t* __restrict__ x, const scalar_t* __restrict__ w, scalar_t* __restrict__ y, int cols, float eps) {
  using acc_t = at::acc_type<scalar_t, true>;
  extern __shared__ __align__(16) unsigned char raw[];
  acc_t* shared = reinterpret_cast<acc_t*>(raw);
  const int64_t row = blockIdx.x;
  acc_t sum = 0;
#pragma unroll 4
  for (int c = threadIdx.x * VEC; c < cols; c += blockDim.x * VEC) {
    for (int v = 0; v < VEC; ++v) {
      const acc_t value = static_cast<acc_t>(x[row * cols + c + v]);
      sum += value * value;
    }
  }
  shared[threadIdx.x] = sum;
  __syncthreads();
  for (int offset = blockDim.x / 2; offset > 0; offset >>= 1) {
    if (threadIdx.x < offset) shared[threadIdx.x] += shared[threadIdx.x + offset];
    __syncthreads();
  }
  const acc_t scale = rsqrt(shared[0] / cols + eps);
  for (int c = threadIdx.x; c < cols; c += blockDim.x)
    y[row * cols + c] = static_cast<scalar_t>(static_cast<acc_t>(x[row * cols + c]) * scale * static_cast<acc_t>(w[c]));
}

torch::Tensor rms_norm(torch::Tensor x, torch::Tensor w, double eps) {
  CHECK_INPUT(x);
  CHECK_INPUT(w);
  const at::cuda::OptionalCUDAGuard device_guard(device_of(x));
  auto y = torch::empty_like(x);
  const int cols = x.size(-1);
  const int rows = x.numel() / cols;
  const cudaStream_t stream = at::cuda::getCurrentCUDAStream();
  AT_DISPATCH_FLOATING_TYPES_AND2(at::kHalf, at::kBFloat16, x.scalar_type(), "rms_norm", ([&] {
    rms_norm_kernel<scalar_t, 4><<<rows, 512, 512 * sizeof(float), stream>>>(
        x.data_ptr<scalar_t>(), w.data_ptr<scalar_t>(), y.data_ptr<scalar_t>(), cols, static_cast<float>(eps));
  }));
  C10_CUDA_KERNEL_LAUNCH_CHECK();
  return y;
}
"""
module = load_inline("rms", ["torch::Tensor rms_norm(torch::Tensor x, torch::Tensor w, double eps);"], [CUDA], functions=["rms_norm"],
                     extra_cuda_cflags=["-O3", "--use_fast_math"], with_cuda=True)


class ModelNew(nn.Module):
    def __init__(self, width, eps=1e-6):
        super().__init__()
        self.weight = nn.Parameter(torch.ones(width))
        self.eps = eps

    def forward(self, x):
        return module.rms_norm(x.contiguous(), self.weight, self.eps)
