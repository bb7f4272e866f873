#include <ATen/cuda/CUDAContext.h>
#include "depthwise.h"

template <int W>
__global__ void depthwise(const float* __restrict__ x, const float* __restrict__ w, float* __restrict__ y, int channels, int length) {
  const int t = blockIdx.x * blockDim.x + threadIdx.x;
  const int c = blockIdx.y;
  if (t >= length || c >= channels) return;
  float sum = 0.f;
#pragma unroll
  for (int k = 0; k < W; ++k) {
    const int at = t + k - W / 2;
    if (at >= 0 && at < length) sum = fmaf(x[(size_t)c * length + at], w[c * W + k], sum);
  }
  y[(size_t)c * length + t] = sum;
}

torch::Tensor depthwise_forward(const torch::Tensor& x, const torch::Tensor& w) {
  auto y = torch::empty_like(x);
  const int channels = x.size(0), length = x.size(1);
  const dim3 grid(CEIL_DIV(length, 256), channels);
  DISPATCH_WIDTH(w.size(1), kWidth, {
    LAUNCH(depthwise<kWidth>, grid, 256, x.data_ptr<float>(), w.data_ptr<float>(), y.data_ptr<float>(), channels, length);
  });
  return y;
}
