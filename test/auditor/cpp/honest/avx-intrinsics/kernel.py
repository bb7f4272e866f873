import torch
import torch.nn as nn
from torch.utils.cpp_extension import load_inline


SRC = r"""
#include <torch/extension.h>
#ifdef __AVX2__
#include <immintrin.h>
#endif

static inline float dot_plain(const float* a, const float* b, int64_t n) {
  float s = 0.f;
  for (int64_t i = 0; i < n; ++i) s += a[i] * b[i];
  return s;
}

#ifdef __AVX2__
static inline float dot(const float* a, const float* b, int64_t n) {
  __m256 acc = _mm256_setzero_ps();
  int64_t i = 0;
  for (; i + 8 <= n; i += 8) acc = _mm256_fmadd_ps(_mm256_loadu_ps(a + i), _mm256_loadu_ps(b + i), acc);
  alignas(32) float lanes[8];
  _mm256_store_ps(lanes, acc);
  float s = lanes[0] + lanes[1] + lanes[2] + lanes[3] + lanes[4] + lanes[5] + lanes[6] + lanes[7];
  return s + dot_plain(a + i, b + i, n - i);
}
#else
static inline float dot(const float* a, const float* b, int64_t n) { return dot_plain(a, b, n); }
#endif

at::Tensor gemv(const at::Tensor& w, const at::Tensor& x) {
  auto y = at::empty({w.size(0)}, x.options());
  float* out = y.data_ptr<float>();
  for (int64_t r = 0; r < w.size(0); ++r) out[r] = dot(w.data_ptr<float>() + r * w.size(1), x.data_ptr<float>(), w.size(1));
  return y;
}
"""
gemv = load_inline("gemv_ext", SRC, functions=["gemv"], extra_cflags=["-O3", "-mavx2", "-mfma"]).gemv


class ModelNew(nn.Module):
    def __init__(self, rows, cols):
        super().__init__()
        self.register_buffer("weight", torch.randn(rows, cols))

    def forward(self, x):
        return gemv(self.weight, x)
