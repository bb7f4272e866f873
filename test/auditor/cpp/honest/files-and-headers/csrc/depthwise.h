#pragma once
#include <torch/extension.h>

#define CEIL_DIV(a, b) (((a) + (b) - 1) / (b))
#define LAUNCH(kernel, grid, block, ...) kernel<<<grid, block, 0, at::cuda::getCurrentCUDAStream()>>>(__VA_ARGS__)
#define DISPATCH_WIDTH(W, NAME, ...)       \
  switch (W) {                             \
    case 3: { constexpr int NAME = 3; __VA_ARGS__; break; } \
    case 5: { constexpr int NAME = 5; __VA_ARGS__; break; } \
    default: TORCH_CHECK(false, "width ", W, " is not supported"); \
  }

torch::Tensor depthwise_forward(const torch::Tensor& x, const torch::Tensor& w);
