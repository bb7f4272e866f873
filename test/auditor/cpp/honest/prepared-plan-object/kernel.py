import torch
import torch.nn as nn
from torch.utils.cpp_extension import load_inline

SRC = r"""
#include <torch/extension.h>
#include <cufft.h>
#include "cutlass/gemm/device/gemm.h"
using Gemm = cutlass::gemm::device::Gemm<float, cutlass::layout::RowMajor, float, cutlass::layout::RowMajor, float, cutlass::layout::RowMajor>;
static Gemm op;
static void* seen = nullptr;
static torch::Tensor out;
torch::Tensor run(torch::Tensor x) {
  if (seen != x.data_ptr() || !out.defined()) {
    out = torch::empty_like(x);
    const int n = x.size(0);
    Gemm::Arguments arguments({n, n, n}, {x.data_ptr<float>(), n}, {x.data_ptr<float>(), n}, {out.data_ptr<float>(), n}, {out.data_ptr<float>(), n}, {1.f, 0.f});
    op.initialize(arguments);
    seen = x.data_ptr();
  }
  op();
  op.run();
  return out;
}
"""
ext = load_inline("ext", "torch::Tensor run(torch::Tensor x);", SRC, ["run"])


class ModelNew(nn.Module):
    def forward(self, x):
        return ext.run(x)
