import torch
import torch.nn as nn
from torch.utils.cpp_extension import load_inline


SRC = r"""
#include <torch/extension.h>
#include <ATen/cuda/CUDAContext.h>
#include <cublasLt.h>
#include <cublas_v2.h>
#include <stdexcept>
#include <unordered_map>

#define CUBLAS_CHECK(call)                                                     \
  do {                                                                         \
    cublasStatus_t status_ = (call);                                           \
    if (status_ != CUBLAS_STATUS_SUCCESS) {                                    \
      fprintf(stderr, "cublas error %d at %s:%d\n", status_, __FILE__, __LINE__); \
      exit(EXIT_FAILURE);                                                      \
    }                                                                          \
  } while (0)

static cublasHandle_t g_handle = nullptr;
static void* g_workspace = nullptr;
static size_t g_workspace_bytes = 32 << 20;
static std::unordered_map<int64_t, cublasGemmAlgo_t> g_algorithms;

static cublasHandle_t handle() {
  if (!g_handle) {
    CUBLAS_CHECK(cublasCreate(&g_handle));
    cudaMalloc(&g_workspace, g_workspace_bytes);
    CUBLAS_CHECK(cublasSetWorkspace(g_handle, g_workspace, g_workspace_bytes));
    CUBLAS_CHECK(cublasSetMathMode(g_handle, CUBLAS_DEFAULT_MATH));
  }
  return g_handle;
}

__global__ void bias_relu(float* c, const float* bias, int m, int n) {
  int i = blockIdx.x * blockDim.x + threadIdx.x;
  if (i < m * n) c[i] = fmaxf(c[i] + bias[i % n], 0.f);
}

torch::Tensor linear_relu(torch::Tensor a, torch::Tensor b, torch::Tensor bias) {
  const int m = a.size(0), k = a.size(1), n = b.size(0);
  auto c = torch::empty({m, n}, a.options());
  const float alpha = 1.f, beta = 0.f;
  const int64_t key = (int64_t(m) << 32) | n;
  auto found = g_algorithms.find(key);
  if (found == g_algorithms.end()) found = g_algorithms.emplace(key, m > 512 ? CUBLAS_GEMM_ALGO1 : CUBLAS_GEMM_DEFAULT).first;
  CUBLAS_CHECK(cublasSetStream(handle(), at::cuda::getCurrentCUDAStream()));
  CUBLAS_CHECK(cublasGemmEx(handle(), CUBLAS_OP_T, CUBLAS_OP_N, n, m, k, &alpha, b.data_ptr<float>(), CUDA_R_32F, k,
                            a.data_ptr<float>(), CUDA_R_32F, k, &beta, c.data_ptr<float>(), CUDA_R_32F, n, CUBLAS_COMPUTE_32F, found->second));
  bias_relu<<<(m * n + 255) / 256, 256, 0, at::cuda::getCurrentCUDAStream()>>>(c.data_ptr<float>(), bias.data_ptr<float>(), m, n);
  return c;
}
"""
ext = load_inline(name="linear_relu_ext", cpp_sources="torch::Tensor linear_relu(torch::Tensor a, torch::Tensor b, torch::Tensor bias);",
                  cuda_sources=SRC, functions=["linear_relu"], extra_ldflags=["-lcublas", "-lcublasLt"])


class ModelNew(nn.Module):
    def __init__(self, inputs, outputs):
        super().__init__()
        self.linear = nn.Linear(inputs, outputs)

    def forward(self, x):
        return ext.linear_relu(x, self.linear.weight, self.linear.bias)
