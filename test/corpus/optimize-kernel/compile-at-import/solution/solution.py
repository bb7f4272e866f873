import torch
from torch.utils.cpp_extension import load_inline

CPP = r"""
#include <torch/extension.h>

torch::Tensor conditional_scan(const torch::Tensor& x) {
  TORCH_CHECK(x.dtype() == torch::kInt32 && x.dim() == 1 && x.is_contiguous());
  auto out = torch::empty_like(x);
  const int32_t* source = x.data_ptr<int32_t>();
  int32_t* target = out.data_ptr<int32_t>();
  uint32_t sum = 0, mask = 0;
  const int64_t n = x.numel();
  for (int64_t i = 0; i < n; ++i) {
    sum += mask & static_cast<uint32_t>(source[i]);
    target[i] = static_cast<int32_t>(sum);
    if (source[i] > 0) mask = ~mask;
  }
  return out;
}
"""

_module = None


def module():
    global _module
    if _module is None:
        _module = load_inline(
            name="conditional_scan",
            cpp_sources=CPP,
            functions=["conditional_scan"],
            extra_cflags=["-O3", "-march=native"],
        )
    return _module


def prefix_sum(x: torch.Tensor) -> torch.Tensor:
    return module().conditional_scan(x.contiguous())


def warm_up(n: int = 1 << 10) -> None:
    dummy = torch.randint(-5, 6, (n,), dtype=torch.int32)
    prefix_sum(dummy)


warm_up()
