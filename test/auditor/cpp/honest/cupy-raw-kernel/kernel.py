import cupy as cp
import torch

CODE = r"""
extern "C" __global__
void saxpy(const float* x, const float* y, float* out, float a, long long n) {
    long long i = blockDim.x * (long long)blockIdx.x + threadIdx.x;
    if (i < n) { out[i] = a * x[i] + y[i]; }
}
"""
_saxpy = cp.RawKernel(CODE, "saxpy", options=("--std=c++17",))


def custom_kernel(data):
    x, y = data
    out = torch.empty_like(x)
    n = x.numel()
    with cp.cuda.ExternalStream(torch.cuda.current_stream().cuda_stream):
        _saxpy(((n + 255) // 256,), (256,), (x.data_ptr(), y.data_ptr(), out.data_ptr(), cp.float32(2.0), n))
    return out
