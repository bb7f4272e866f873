#include <cuda_runtime.h>
#include <cstdio>

#define CHECK(call)                                                          \
  do {                                                                       \
    cudaError_t err = call;                                                  \
    if (err != cudaSuccess) {                                                \
      fprintf(stderr, "CUDA error: %s\n", cudaGetErrorString(err));          \
      exit(1);                                                               \
    }                                                                        \
  } while (0)

__global__ void vector_add(const float* A, const float* B, float* C, int N) {
  int i = blockDim.x * blockIdx.x + threadIdx.x;
  if (i < N) C[i] = A[i] + B[i];
}

extern "C" void solve(const float* A, const float* B, float* C, int N) {
  int threadsPerBlock = 256;
  int blocksPerGrid = (N + threadsPerBlock - 1) / threadsPerBlock;
  vector_add<<<blocksPerGrid, threadsPerBlock>>>(A, B, C, N);
  CHECK(cudaDeviceSynchronize());
}
