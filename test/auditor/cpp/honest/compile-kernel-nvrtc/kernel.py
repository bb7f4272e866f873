import torch

SOURCE = """
extern "C"
__global__ void clamp(const float* x, float* y, float low, float high, int n) {
    int i = blockIdx.x * blockDim.x + threadIdx.x;
    if (i < n)
        y[i] = fminf(fmaxf(x[i], low), high);
}
"""
clamp = torch.cuda._compile_kernel(SOURCE, "clamp")


def custom_kernel(data):
    out = torch.empty_like(data)
    n = data.numel()
    clamp((((n + 255) // 256), 1, 1), (256, 1, 1), (data, out, -1.0, 1.0, n))
    return out
