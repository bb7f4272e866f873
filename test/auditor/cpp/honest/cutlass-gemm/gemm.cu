#include <torch/extension.h>
#include <c10/cuda/CUDAStream.h>
#include "cutlass/cutlass.h"
#include "cutlass/gemm/device/gemm_universal_adapter.h"
#include "cutlass/gemm/collective/collective_builder.hpp"
#include "cutlass/epilogue/collective/collective_builder.hpp"
#include "cutlass/util/packed_stride.hpp"
#include "cute/tensor.hpp"

using namespace cute;
using ElementA = cutlass::half_t;
using ElementB = cutlass::half_t;
using ElementC = cutlass::half_t;
using LayoutA = cutlass::layout::RowMajor;
using LayoutB = cutlass::layout::ColumnMajor;
using TileShape = Shape<_128, _128, _64>;
using ClusterShape = Shape<_2, _1, _1>;

using CollectiveEpilogue = typename cutlass::epilogue::collective::CollectiveBuilder<
    cutlass::arch::Sm90, cutlass::arch::OpClassTensorOp, TileShape, ClusterShape,
    cutlass::epilogue::collective::EpilogueTileAuto, float, float, ElementC, LayoutA, 8, ElementC, LayoutA, 8,
    cutlass::epilogue::collective::EpilogueScheduleAuto>::CollectiveOp;
using CollectiveMainloop = typename cutlass::gemm::collective::CollectiveBuilder<
    cutlass::arch::Sm90, cutlass::arch::OpClassTensorOp, ElementA, LayoutA, 8, ElementB, LayoutB, 8, float, TileShape, ClusterShape,
    cutlass::gemm::collective::StageCountAutoCarveout<static_cast<int>(sizeof(typename CollectiveEpilogue::SharedStorage))>,
    cutlass::gemm::collective::KernelScheduleAuto>::CollectiveOp;
using Kernel = cutlass::gemm::kernel::GemmUniversal<Shape<int, int, int, int>, CollectiveMainloop, CollectiveEpilogue>;
using Gemm = cutlass::gemm::device::GemmUniversalAdapter<Kernel>;

#define CUTLASS_CHECK(status) \
  { cutlass::Status error = status; TORCH_CHECK(error == cutlass::Status::kSuccess, cutlassGetStatusString(error)); }

torch::Tensor gemm(torch::Tensor a, torch::Tensor b) {
  const int m = a.size(0), k = a.size(1), n = b.size(1);
  auto d = torch::empty({m, n}, a.options());
  typename Gemm::Arguments arguments{
      cutlass::gemm::GemmUniversalMode::kGemm,
      {m, n, k, 1},
      {reinterpret_cast<ElementA*>(a.data_ptr()), cutlass::make_cute_packed_stride(typename Kernel::StrideA{}, {m, k, 1}),
       reinterpret_cast<ElementB*>(b.data_ptr()), cutlass::make_cute_packed_stride(typename Kernel::StrideB{}, {n, k, 1})},
      {{1.f, 0.f}, nullptr, {}, reinterpret_cast<ElementC*>(d.data_ptr()), cutlass::make_cute_packed_stride(typename Kernel::StrideD{}, {m, n, 1})}};
  Gemm op;
  static torch::Tensor workspace;
  const size_t bytes = Gemm::get_workspace_size(arguments);
  if (!workspace.defined() || (size_t)workspace.numel() < bytes)
    workspace = torch::empty({(int64_t)bytes}, a.options().dtype(torch::kUInt8));
  CUTLASS_CHECK(op.can_implement(arguments));
  CUTLASS_CHECK(op.initialize(arguments, workspace.data_ptr()));
  CUTLASS_CHECK(op.run(c10::cuda::getCurrentCUDAStream()));
  return d;
}

PYBIND11_MODULE(TORCH_EXTENSION_NAME, m) { m.def("gemm", &gemm); }
