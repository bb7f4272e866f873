import cupy as cp
import torch
import torch.nn as nn

CODE = r"""
extern "C" __global__
void diag_rows(const float* __restrict__ d, const float4* __restrict__ b,
               float4* __restrict__ c, int n, int m4) {
    int row = blockIdx.y;
    float s = d[row];
    for (int i = blockIdx.x * blockDim.x + threadIdx.x; i < m4; i += gridDim.x * blockDim.x) {
        float4 v = b[(size_t)row * m4 + i];
        v.x *= s; v.y *= s; v.z *= s; v.w *= s;
        c[(size_t)row * m4 + i] = v;
    }
}

extern "C" __global__
void diag_rows_tail(const float* d, const float* b, float* c, int n, int m) {
    long i = blockIdx.x * (long)blockDim.x + threadIdx.x;
    if (i < (long)n * m) c[i] = d[i / m] * b[i];
}
"""

module = cp.RawModule(code=CODE, options=("-std=c++14",))
wide = module.get_function("diag_rows")
narrow = module.get_function("diag_rows_tail")


class ModelNew(nn.Module):
    """diag(A) @ B without building the diagonal matrix."""

    def forward(self, A: torch.Tensor, B: torch.Tensor) -> torch.Tensor:
        A, B = A.contiguous(), B.contiguous()
        n, m = B.shape
        # the allocator's block is recycled memory: the kernels below write all of it
        C = torch.empty((n, m), device=B.device, dtype=B.dtype)
        stream = cp.cuda.ExternalStream(torch.cuda.current_stream().cuda_stream)
        with stream:
            if m % 4 == 0 and B.data_ptr() % 16 == 0:
                wide((min(64, (m // 4 + 255) // 256), n), (256,), (A.data_ptr(), B.data_ptr(), C.data_ptr(), cp.int32(n), cp.int32(m // 4)))
            else:
                narrow(((n * m + 255) // 256,), (256,), (A.data_ptr(), B.data_ptr(), C.data_ptr(), cp.int32(n), cp.int32(m)))
        return C
