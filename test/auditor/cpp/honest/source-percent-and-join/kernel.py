import torch
import cupy

HEADER = """
#define BLOCK %d
#define UNROLL %d
"""
BODY = """
extern "C" __global__ void add(const float* a, const float* b, float* c, int n) {
  #pragma unroll UNROLL
  for (int i = blockIdx.x * BLOCK + threadIdx.x; i < n; i += gridDim.x * BLOCK) c[i] = a[i] + b[i];
}
"""


def compiled(block, unroll):
    lines = [HEADER % (block, unroll)]
    for name in ("add",):
        lines.append(BODY)
    return cupy.RawKernel("\n".join(lines), "add")


kernels = {block: compiled(block, 4) for block in (128, 256)}


def custom_kernel(data):
    a, b = data
    c = torch.empty_like(a)
    kernels[256]((1024,), (256,), (a.data_ptr(), b.data_ptr(), c.data_ptr(), a.numel()))
    return c
