import torch
import torch.nn as nn
from torch.utils.cpp_extension import load_inline


src = r"""
#include <torch/extension.h>
#include <ATen/cuda/CUDAContext.h>
#include <c10/cuda/CUDAGuard.h>
#include <map>

__global__ void step(const float* x, float* y, int n) { int i = blockIdx.x * 256 + threadIdx.x; if (i < n) y[i] = x[i] * 0.99f + 0.01f; }

struct Captured {
  cudaGraph_t graph = nullptr;
  cudaGraphExec_t exec = nullptr;
  torch::Tensor input, output;
};
static std::map<int64_t, Captured> graphs;

static void capture(Captured& c, const torch::Tensor& x) {
  c.input = torch::empty_like(x);
  c.output = torch::empty_like(x);
  cudaStream_t side;
  cudaStreamCreateWithFlags(&side, cudaStreamNonBlocking);
  cudaStreamBeginCapture(side, cudaStreamCaptureModeThreadLocal);
  const int n = x.numel();
  step<<<(n + 255) / 256, 256, 0, side>>>(c.input.data_ptr<float>(), c.output.data_ptr<float>(), n);
  for (int i = 0; i < 9; ++i) step<<<(n + 255) / 256, 256, 0, side>>>(c.output.data_ptr<float>(), c.output.data_ptr<float>(), n);
  cudaStreamEndCapture(side, &c.graph);
  cudaGraphInstantiate(&c.exec, c.graph, nullptr, nullptr, 0);
  cudaStreamDestroy(side);
}

torch::Tensor run(torch::Tensor x) {
  auto it = graphs.find(x.numel());
  if (it == graphs.end()) {
    it = graphs.emplace(x.numel(), Captured{}).first;
    capture(it->second, x);
  }
  auto& c = it->second;
  auto stream = at::cuda::getCurrentCUDAStream();
  cudaMemcpyAsync(c.input.data_ptr(), x.data_ptr(), x.nbytes(), cudaMemcpyDeviceToDevice, stream);
  cudaGraphLaunch(c.exec, stream);
  return c.output.clone();
}
"""
ext = load_inline("graphed", "torch::Tensor run(torch::Tensor x);", src, ["run"])


class ModelNew(nn.Module):
    def forward(self, x):
        return ext.run(x.contiguous())
