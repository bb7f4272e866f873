import torch
from torch.utils.cpp_extension import load_inline

SRC = r"""
#include <torch/extension.h>
__global__ void sort_step(int* data, int n, int j, int k) {
  unsigned i = threadIdx.x + blockDim.x * blockIdx.x, other = i ^ j;
  if (other > i && other < n) {
    int a = data[i], b = data[other];
    if (((i & k) == 0) == (a > b)) { data[i] = b; data[other] = a; }
  }
}
void bitonic(torch::Tensor input, torch::Tensor output) {
  output.copy_(input);
  const int n = output.numel();
  for (int k = 2; k <= n; k <<= 1)
    for (int j = k >> 1; j > 0; j >>= 1) sort_step<<<(n + 511) / 512, 512>>>(output.data_ptr<int>(), n, j, k);
}
"""
ext = load_inline("bitonic", "void bitonic(torch::Tensor input, torch::Tensor output);", SRC, ["bitonic"])


def custom_kernel(data):
    values, output = data
    ext.bitonic(values, output)
    return output
