import torch
import torch.nn as nn
from torch.utils.cpp_extension import load_inline


cuda_src = r"""
#include <torch/extension.h>
#include <cuda.h>
#include <vector>

#if defined(__CUDA_ARCH__) && __CUDA_ARCH__ >= 800
#define HAS_ASYNC 1
#else
#define HAS_ASYNC 0
#endif

constexpr int kThreads = 256;
const char* const kErrors[] = {"ok", "bad shape", "bad type"};

inline int blocks_for(int64_t n) { return static_cast<int>((n + kThreads - 1) / kThreads); }

template <typename F>
__global__ void map_kernel(const float* __restrict__ x, float* __restrict__ y, int64_t n, F f) {
  int64_t i = blockIdx.x * (int64_t)blockDim.x + threadIdx.x;
#if HAS_ASYNC
  __pipeline_commit();
#endif
  if (i < n) y[i] = f(x[i]);
}

struct Swish {
  float beta;
  __host__ __device__ float operator()(float v) const { return v / (1.f + expf(-beta * v)); }
};
struct SwishGrad {
  float beta;
  __host__ __device__ float operator()(float v) const {
    const float s = 1.f / (1.f + expf(-beta * v));
    return s + beta * v * s * (1.f - s);
  }
};

torch::Tensor swish_forward(torch::Tensor x, double beta) {
  auto y = torch::empty_like(x);
  map_kernel<<<blocks_for(x.numel()), kThreads>>>(x.data_ptr<float>(), y.data_ptr<float>(), x.numel(), Swish{(float)beta});
  return y;
}
torch::Tensor swish_backward(torch::Tensor grad, torch::Tensor x, double beta) {
  auto dx = torch::empty_like(x);
  map_kernel<<<blocks_for(x.numel()), kThreads>>>(x.data_ptr<float>(), dx.data_ptr<float>(), x.numel(), SwishGrad{(float)beta});
  dx.mul_(grad);
  return dx;
}
std::vector<int64_t> info() { int v = 0; cudaRuntimeGetVersion(&v); return {v, kThreads}; }

PYBIND11_MODULE(TORCH_EXTENSION_NAME, m) {
  m.def("forward", &swish_forward);
  m.def("backward", &swish_backward);
  m.def("info", &info);
  m.attr("threads") = kThreads;
}
"""
ext = load_inline("swish", cpp_sources=[], cuda_sources=[cuda_src])


class Swish(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x, beta):
        ctx.save_for_backward(x)
        ctx.beta = beta
        return ext.forward(x, beta)

    @staticmethod
    def backward(ctx, grad):
        (x,) = ctx.saved_tensors
        return ext.backward(grad.contiguous(), x, ctx.beta), None


class ModelNew(nn.Module):
    def forward(self, x):
        return Swish.apply(x, 1.0)
