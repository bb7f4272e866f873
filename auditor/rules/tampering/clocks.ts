/** What tells the time, and what waits for the device: a measurement stands on both. */

const CLOCKS: readonly string[] = words(`
  time.time time.time_ns time.perf_counter time.perf_counter_ns time.monotonic time.monotonic_ns time.process_time time.process_time_ns
  time.thread_time time.thread_time_ns time.clock time.clock_gettime time.clock_gettime_ns time.localtime time.gmtime time.strftime
  datetime.datetime datetime.date timeit.default_timer timeit.timeit timeit.repeat timeit.Timer os.times resource.getrusage
  torch.cuda.Event torch.cuda.streams.Event torch.Event torch._C._CudaEventBase torch.xpu.Event torch.mps.Event torch.mps.event.Event
  torch.cpu.Event torch.mtia.Event torch.npu.Event torch.hpu.Event torch.utils.benchmark torch.cuda.event
  triton.testing cupy.cuda.Event cupy.cuda.get_elapsed_time cupy.cuda.stream.Event cupyx.profiler.benchmark pycuda.driver.Event
  numba.cuda.event numba.cuda.event_elapsed_time
`);

const SYNCHRONISATION: readonly string[] = words(`
  torch.cuda.synchronize torch.xpu.synchronize torch.mps.synchronize torch.cpu.synchronize torch.mtia.synchronize torch.npu.synchronize
  torch.hpu.synchronize torch.accelerator.synchronize torch._C._cuda_synchronize torch.cuda.Stream torch.cuda.streams.Stream
  torch.cuda.current_stream torch.cuda.default_stream torch.cuda.stream torch.cuda.Event.synchronize torch.cuda.Event.wait
  torch.cuda.Event.query torch.cuda.streams.Event.synchronize
  cupy.cuda.Device.synchronize cupy.cuda.runtime.deviceSynchronize cupy.cuda.Stream.synchronize cupy.cuda.Stream.null.synchronize
  numba.cuda.synchronize pycuda.driver.Context.synchronize jax.block_until_ready jax.Array.block_until_ready
  jaxlib.xla_extension.ArrayImpl.block_until_ready jax._src.array.ArrayImpl.block_until_ready
`);

/** Modules that are clocks as a whole: another one in their place is another clock. */
const MODULES: ReadonlySet<string> = new Set([
  "time",
  "timeit",
  "datetime",
  "torch.utils.benchmark",
  "triton.testing",
]);

const OPEN_MODULES: Readonly<Record<string, "clock" | "synchronisation">> = {
  time: "clock",
  timeit: "clock",
  "torch.cuda": "synchronisation",
  "torch.cuda.Event": "clock",
  "torch.cuda.Stream": "synchronisation",
  "torch.utils.benchmark": "clock",
  "triton.testing": "clock",
};

export function timingKind(path: string): "clock" | "synchronisation" | undefined {
  // Under a name that is computed while running, one function of the module or another.
  if (path.endsWith(".?")) return OPEN_MODULES[path.slice(0, -2)];
  if (SYNCHRONISATION.some((known) => isWithin(path, known))) return "synchronisation";
  return MODULES.has(path) || CLOCKS.some((known) => isWithin(path, known)) ? "clock" : undefined;
}

function isWithin(path: string, known: string): boolean {
  return path === known || path.startsWith(`${known}.`);
}

function words(text: string): readonly string[] {
  return text.trim().split(/\s+/);
}
