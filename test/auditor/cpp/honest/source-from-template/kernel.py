from string import Template

import torch
import torch.nn as nn
from torch.utils.cpp_extension import load_inline

KERNEL = Template("""
#include <torch/extension.h>
__global__ void scale_$suffix(const $type* x, $type* y, int n) {
  int i = blockIdx.x * $block + threadIdx.x;
  if (i < n) y[i] = x[i] * ($type)2;
}
torch::Tensor scale(torch::Tensor x) {
  auto y = torch::empty_like(x);
  scale_$suffix<<<(x.numel() + $block - 1) / $block, $block>>>(x.data_ptr<$type>(), y.data_ptr<$type>(), x.numel());
  return y;
}
""")


def build(block):
    code = KERNEL.substitute(suffix="f32", type="float", block=block)
    return load_inline(f"scale_{block}", "torch::Tensor scale(torch::Tensor x);", code, functions=["scale"])


class ModelNew(nn.Module):
    def __init__(self):
        super().__init__()
        self.ext = build(256 if torch.cuda.is_available() else 128)

    def forward(self, x):
        return self.ext.scale(x)
