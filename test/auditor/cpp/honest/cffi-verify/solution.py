import cffi
import torch

ffi = cffi.FFI()
ffi.cdef("void cumulate(const int *x, int *y, long n);")
library = ffi.verify(r"""
#include <string.h>
static void block(const int *x, int *y, long n, int *carry) {
  int c = *carry;
  for (long i = 0; i < n; i++) { c += x[i]; y[i] = c; }
  *carry = c;
}
void cumulate(const int *x, int *y, long n) {
  static int scratch[4096];
  int carry = 0;
  for (long at = 0; at < n; at += 4096) {
    long size = n - at < 4096 ? n - at : 4096;
    block(x + at, scratch, size, &carry);
    memcpy(y + at, scratch, size * sizeof(int));
  }
}
""", extra_compile_args=["-O3"])


def custom_kernel(x):
    y = torch.empty_like(x)
    library.cumulate(ffi.cast("int *", x.data_ptr()), ffi.cast("int *", y.data_ptr()), x.numel())
    return y
