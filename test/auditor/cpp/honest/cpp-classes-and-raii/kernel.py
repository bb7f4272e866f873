import torch
import torch.nn as nn
from torch.utils.cpp_extension import load_inline


SRC = r"""
#include <torch/extension.h>
#include <ATen/cuda/CUDAContext.h>
#include <atomic>
#include <memory>
#include <optional>
#include <string_view>

namespace detail {
class Workspace {
 public:
  explicit Workspace(size_t bytes = 0) : bytes_(bytes) {}
  Workspace(const Workspace&) = delete;
  Workspace& operator=(const Workspace&) = delete;
  ~Workspace() { release(); }
  float* floats(size_t n) {
    if (n * sizeof(float) > bytes_) {
      release();
      C10_CUDA_CHECK(cudaMalloc(&data_, n * sizeof(float)));
      bytes_ = n * sizeof(float);
    }
    return static_cast<float*>(data_);
  }

 private:
  void release() {
    if (data_ != nullptr) cudaFree(data_);
    data_ = nullptr;
    bytes_ = 0;
  }
  void* data_ = nullptr;
  size_t bytes_;
};

struct Config {
  int block = 256;
  std::optional<int> grid;
  [[nodiscard]] constexpr bool valid() const noexcept { return block % 32 == 0; }
};

Workspace& workspace() {
  static auto instance = std::make_unique<Workspace>();
  return *instance;
}
std::atomic<int64_t> launches{0};
}  // namespace detail

template <typename T, typename Op>
__global__ void reduce_blocks(const T* in, float* partial, int64_t n, Op op) {
  __shared__ float shared[32];
  float v = 0.f;
  for (int64_t i = blockIdx.x * (int64_t)blockDim.x + threadIdx.x; i < n; i += (int64_t)gridDim.x * blockDim.x) v = op(v, (float)in[i]);
  for (int o = 16; o > 0; o /= 2) v = op(v, __shfl_xor_sync(0xffffffffu, v, o));
  if (threadIdx.x % 32 == 0) shared[threadIdx.x / 32] = v;
  __syncthreads();
  if (threadIdx.x == 0) {
    for (int w = 1; w < blockDim.x / 32; ++w) v = op(v, shared[w]);
    partial[blockIdx.x] = v;
  }
}
struct Sum { __device__ float operator()(float a, float b) const { return a + b; } };

torch::Tensor total(const torch::Tensor& x) {
  const detail::Config config{};
  static_assert(sizeof(float) == 4);
  const int grid = config.grid.value_or(128);
  float* partial = detail::workspace().floats(grid);
  auto out = torch::empty({}, x.options());
  const auto stream = at::cuda::getCurrentCUDAStream();
  reduce_blocks<<<grid, config.block, 0, stream>>>(x.const_data_ptr<float>(), partial, x.numel(), Sum{});
  reduce_blocks<<<1, config.block, 0, stream>>>(partial, out.mutable_data_ptr<float>(), grid, Sum{});
  detail::launches.fetch_add(1, std::memory_order_relaxed);
  return out;
}
"""
ext = load_inline("total_ext", "torch::Tensor total(const torch::Tensor& x);", SRC, ["total"])


class ModelNew(nn.Module):
    def forward(self, x):
        return ext.total(x)
