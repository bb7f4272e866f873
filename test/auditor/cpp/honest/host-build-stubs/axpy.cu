#ifdef __CUDACC__
#include <cuda_runtime.h>
#define LAUNCH(n) <<<((n) + 255) / 256, 256>>>
#else
#include <cmath>
#define __global__ static
struct Index { int x; };
static Index blockIdx{0}, blockDim{1}, threadIdx{0};
static inline int cudaDeviceSynchronize() { return 0; }
static inline int cudaGetLastError() { return 0; }
#endif

__global__ void axpy_kernel(const float* x, const float* y, float* out, int n) {
#ifdef __CUDACC__
  int i = blockIdx.x * blockDim.x + threadIdx.x;
  if (i < n) out[i] = 2.f * x[i] + y[i];
#else
  for (int i = 0; i < n; ++i) out[i] = 2.f * x[i] + y[i];
#endif
}

extern "C" int axpy(const float* x, const float* y, float* out, int n) {
#ifdef __CUDACC__
  axpy_kernel LAUNCH(n) (x, y, out, n);
#else
  axpy_kernel(x, y, out, n);
#endif
  return cudaGetLastError() + cudaDeviceSynchronize();
}
