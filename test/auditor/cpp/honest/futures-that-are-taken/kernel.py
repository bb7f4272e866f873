import torch
import torch.nn as nn
from torch.utils.cpp_extension import load_inline

SRC = r"""
#include <torch/extension.h>
#include <future>
#include <thread>
#include <vector>
torch::Tensor run(torch::Tensor x) {
  auto y = torch::empty_like(x);
  const float* in = x.data_ptr<float>();
  float* out = y.data_ptr<float>();
  const int64_t n = x.numel(), parts = std::max(1u, std::thread::hardware_concurrency());
  std::vector<std::future<void>> futures;
  for (int64_t p = 0; p < parts; ++p)
    futures.emplace_back(std::async(std::launch::async, [=] { for (int64_t i = n * p / parts; i < n * (p + 1) / parts; ++i) out[i] = in[i] * in[i]; }));
  for (auto& future : futures) future.get();
  std::vector<std::thread> threads;
  for (int64_t p = 0; p < parts; ++p) threads.emplace_back([=] { for (int64_t i = n * p / parts; i < n * (p + 1) / parts; ++i) out[i] += 1; });
  for (auto& thread : threads) thread.join();
  return y;
}
"""
ext = load_inline("ext", "torch::Tensor run(torch::Tensor x);", SRC, ["run"])


class ModelNew(nn.Module):
    def forward(self, x):
        return ext.run(x)
