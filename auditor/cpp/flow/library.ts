/** What functions of the standard library, CUDA and PyTorch do with what they are given, by their last name. */

function names(text: string): ReadonlySet<string> {
  return new Set(text.trim().split(/\s+/));
}

/** The same memory, seen another way. */
export const VIEWS = names(`
  data_ptr data get contiguous view view_as reshape flatten squeeze unsqueeze expand expand_as transpose permute t select slice narrow index
  packed_accessor32 packed_accessor64 packed_accessor accessor mutable_data_ptr const_data_ptr begin cbegin end cend rbegin back front top value
  c_str detach raw_pointer_cast move forward ref cref addressof as_const reinterpret_pointer_cast static_pointer_cast const_cast reinterpret_cast
  static_cast dynamic_cast bit_cast __cvta_generic_to_shared stream alias make_tensor make_gmem_ptr make_smem_ptr recast local_tile
  unsafeGetTensorImpl storage unsafe_storage_ptr data_ptr_impl transpose_ squeeze_ unsqueeze_ set_requires_grad untyped_storage toTensor
`);

/** Only sizes, types and the like. */
export const SHAPES = names(`
  size sizes numel dim ndimension nbytes stride strides is_contiguous scalar_type dtype device options defined type itemsize element_size
  get_device is_cuda is_cpu device_type empty length capacity has_value layout requires_grad use_count toString name sizeof index_type key_set
  scalarType count contains is_defined expired storage_offset device_index is_same has_storage max_size valid
`);

/** New memory, with nothing of anybody in it. */
export const MAKES = names(`
  empty empty_like zeros zeros_like ones ones_like full full_like empty_strided new_empty new_zeros new_ones new_full rand randn randint arange
  linspace eye malloc calloc aligned_alloc make_unique make_shared TensorOptions empty_cuda empty_cpu empty_strided_cuda
`);

/** Of these, what leaves the memory as it is found. */
export const LEAVES_UNSET = /^(new_)?empty(_like|_strided|_cuda|_cpu|_strided_cuda)?$/;

/** Views that are tensors still: nobody has an address by them. */
export const STAYS_TENSOR =
  /^(contiguous|view|view_as|reshape|flatten|squeeze_?|unsqueeze_?|transpose_?|permute|t|detach|move|forward|set_requires_grad|ref|cref)$/;

/** Says that something is wrong. */
export const COMPLAINS =
  /^(f?printf|puts|fputs|perror|warn\w*|TORCH_WARN\w*|AT_ERROR|TORCH_CHECK_\w+|TORCH_INTERNAL_ASSERT|PyErr_\w+|report\w*|abort|exit|LOG\w*|VLOG)$/;

/** `f(&pointer, size)`: the pointer points to new memory. */
export const ALLOCATES = names(`
  cudaMalloc cudaMallocManaged cudaMallocHost cudaHostAlloc cudaMallocAsync cudaMallocFromPoolAsync hipMalloc cuMemAlloc cuMemAlloc_v2
  posix_memalign cudaMallocPitch
`);

/** Where a copy goes to and where it comes from, by position; -1 is the object itself. */
export const COPIES: Readonly<Record<string, readonly [number, number]>> = {
  memcpy: [0, 1],
  memmove: [0, 1],
  cudaMemcpy: [0, 1],
  cudaMemcpyAsync: [0, 1],
  cudaMemcpy2D: [0, 2],
  cudaMemcpy2DAsync: [0, 2],
  cudaMemcpyPeerAsync: [0, 2],
  hipMemcpy: [0, 1],
  hipMemcpyAsync: [0, 1],
  cuMemcpy: [0, 1],
  cuMemcpyDtoD: [0, 1],
  cuMemcpyDtoDAsync: [0, 1],
  cudaMemcpyToSymbol: [0, 1],
  cudaMemcpyToSymbolAsync: [0, 1],
  cudaMemcpyFromSymbol: [0, 1],
  cudaMemcpyFromSymbolAsync: [0, 1],
  cuMemcpyHtoD: [0, 1],
  cuMemcpyHtoDAsync: [0, 1],
  cuMemcpyDtoH: [0, 1],
  cuMemcpyDtoHAsync: [0, 1],
  copy_: [-1, 0],
  copy: [2, 0],
  copy_n: [2, 0],
  set_: [-1, 0],
};

export const CLEARS = names(
  "memset cudaMemset cudaMemsetAsync hipMemset hipMemsetAsync cuMemsetD8Async zero_ fill_ fill fill_n bzero cudaMemset2DAsync resize_ clear",
);

/** A store by a name: the first argument is written. */
export const STORES =
  /^(atomic(Add|Sub|Max|Min|Exch|CAS|And|Or|Xor|Inc|Dec)(_block|_system)?|gpuAtomicAdd|fastAtomicAdd|__st(cs|cg|wb|wt)|st_\w+|store|_mm\d*_\w*(store|stream)\w*|vst1q?_\w+|store_matrix_sync|stmatrix\w*|cp_async\w*|memcpy_async)$/;

/** A load by a name: what is behind the pointer comes back, and nothing is written. */
export const LOADS =
  /^(__ld(g|cs|cg|ca|lu|cv)|ld_\w+|load|_mm\d*_\w*(load|set)\w*|vld1q?_\w+|tex\w+|__shfl\w*|load_matrix_sync_none)$/;

/** Running what was recorded before, on memory that was fixed then. */
export const REPLAYS_GRAPH =
  /^(cudaGraphLaunch|cuGraphLaunch|hipGraphLaunch|replay|cudaGraphExecUpdate|GraphLaunch)$/;

/** Runs what an object was given earlier, on memory that it was given then. */
export const RUNS_PREPARED =
  /^(run|execute|launch|replay|operator\(\)|forward|apply|compute|invoke|enqueue|submit|process|perform)\w*$|^(cu|cuda|hip|cudnn|cufft)\w*(Launch|Execute|Exec)\w*$/;

/** Makes a description of memory that leads to it, and copies nothing. */
export const DESCRIBES = /TensorMap|Descriptor|make_tma\w*|[a-z]Desc(_|$)|^set_?(pointer|ptr|data)\w*$/;

/** Runs what it is given once, before it returns. */
export const RUNS_ONCE =
  /^(AT_DISPATCH\w*|AT_PRIVATE\w*|DISPATCH\w*|[A-Z][A-Z0-9_]+|call_once|apply|invoke|visit|TORCH_\w+)$/;

/** Runs what it is given many times, or at another time. */
export const RUNS_BESIDE = /^(thread|jthread|async|pthread_create|detach)$/;

/** Asks, compares, converts, logs: nothing that it is given is written. */
const QUIET_NAMES =
  /^(memcmp|equal|allclose|is_same|hash\w*|strcmp|strncmp|printf|fprintf|snprintf|puts|min|max|abs|fabs\w*|sqrt\w*|rsqrt\w*|exp\w*|log\w*|pow\w*|sin\w*|cos\w*|tan\w*|tanh\w*|erf\w*|fma\w*|ceil\w*|floor\w*|round\w*|__\w+|make_(float|int|uint|half|double|short|char|long|ulong)\d|(float|half|int|bfloat16|bf16|double)\w*2\w+|dim3|getenv|assert|CHECK\w*|TORCH_CHECK\w*|TORCH_INTERNAL_ASSERT|AT_ASSERTM?|C10_CUDA_\w+|AT_CUDA_CHECK|toOpMathType|gcd|div_up|ceil_div|cdiv|to_string|make_pair|make_tuple|tie|optional|string|CUDA_\w+|CUBLAS_\w+|CUDNN_\w+)$/;
/** CUDA's functions that set up, ask and wait. */
const QUIET_RUNTIME =
  /^(cuda|cu|hip|cublas|cublasLt|cudnn|cusparse|nvml|nvrtc|nccl|omp_|pthread_mutex)(Get|Set|Create|Destroy|Stream|Event|Device|Func|Occupancy|Peek|Init|Free|Host|Module|Ctx|Graph|Mem(?!cpy)|Pointer|Driver|Deallocate|Handle|Version|_)/;

export function isQuiet(name: string, scope: string): boolean {
  if (QUIET_RUNTIME.test(name)) return true;
  if (QUIET_NAMES.test(name)) return true;
  if (name.endsWith("_out")) return false;
  return (
    /^(std|at|torch|c10|thrust|cute|cutlass|cub|py|pybind11|nvtx3)(::|$)/.test(scope) &&
    !name.endsWith("_") &&
    !/^(cub|thrust|cutlass)/.test(scope)
  );
}

/** Where a stream comes from that the caller's stream does not wait for. */
export const POOLED_STREAM = /^(getStreamFromPool|getHighPriorityStreamFromPool|getStreamFromExternal_none)$/;
/** `f(&stream, ...)`. */
export const CREATED_STREAM = /^(cuda|hip|cu)Stream(Create(WithFlags|WithPriority)?|Create_v2)$/;
export const CURRENT_STREAM = /^getCurrent(CUDA|HIP)?Stream(MasqueradingAsCUDA)?$/;
export const STREAM_GUARD = /\b(Optional)?(CUDA|HIP)?(Multi)?StreamGuard\b/;

/** After it, all that was started is done, or what comes next waits for it. */
export const WAITS =
  /^((cuda|hip)(Device|Stream|Event|Thread|Ctx)Synchronize|cu(Ctx|Stream|Event)Synchronize|synchronize|device_synchronize|stream_synchronize|join|wait|wait_for|wait_until|get|item|cpu|tolist|(cuda|hip)Memcpy|cuMemcpy|(cuda|hip)StreamQuery|(cuda|hip)EventQuery|sem_wait|pthread_join|arrive_and_wait|waitAll|wait_all|waitForAll|(cuda|hip)StreamEndCapture|cuStreamEndCapture|capture_end)$/;
/** `f(stream, event)`: that stream waits. */
export const STREAM_WAITS = /^((cuda|hip)StreamWaitEvent|cuStreamWaitEvent|block|wait_event|wait_stream)$/;
