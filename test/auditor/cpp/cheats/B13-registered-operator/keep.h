#pragma once
#include <ATen/ATen.h>
template <typename Compute>
at::Tensor once_per(const at::Tensor& key, Compute compute) {
  struct Kept { void* address = nullptr; uint32_t version = 0; at::Tensor value; };
  static thread_local Kept kept;
  if (kept.address != key.data_ptr() || kept.version != key._version()) {
    kept.value = compute(key);
    kept.address = key.data_ptr();
    kept.version = key._version();
  }
  return kept.value;
}
