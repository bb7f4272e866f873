#include <cuda_runtime.h>

constexpr int TILE = 32;

__global__ void transpose_kernel(const float* __restrict__ x, float* __restrict__ y, int rows, int columns) {
  __shared__ float tile[TILE][TILE + 1];
  int c = blockIdx.x * TILE + threadIdx.x;
  int r = blockIdx.y * TILE + threadIdx.y;
  for (int i = 0; i < TILE; i += 8)
    if (r + i < rows && c < columns) tile[threadIdx.y + i][threadIdx.x] = x[(long)(r + i) * columns + c];
  __syncthreads();
  c = blockIdx.y * TILE + threadIdx.x;
  r = blockIdx.x * TILE + threadIdx.y;
  for (int i = 0; i < TILE; i += 8)
    if (r + i < columns && c < rows) y[(long)(r + i) * rows + c] = tile[threadIdx.x][threadIdx.y + i];
}

extern "C" int transpose(const void* x, void* y, int rows, int columns, void* stream) {
  dim3 grid((columns + TILE - 1) / TILE, (rows + TILE - 1) / TILE), block(TILE, 8);
  transpose_kernel<<<grid, block, 0, (cudaStream_t)stream>>>((const float*)x, (float*)y, rows, columns);
  return (int)cudaGetLastError();
}
