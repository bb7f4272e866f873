/** Settings of a device that decide how fast it is measured to be. */
import type { OperationFact } from "../../python/facts.ts";
import { numberOf, type Value } from "../../python/values.ts";
import type { ShellCommand } from "../../shell/command.ts";

/** CUDA's `cudaLimit`: the size of the L2 that persists, and how much it fetches. The others are stacks, heaps and buffers. */
const TELLING_LIMITS: ReadonlyMap<number, string> = new Map([
  [5, "cudaLimitMaxL2FetchGranularity"],
  [6, "cudaLimitPersistingL2CacheSize"],
]);

/** NVML's functions on clocks, power and the like that change something. */
const NVML =
  /^(?:pynvml|py3nvml\.py3nvml|nvidia_smi)\.(nvmlDeviceSet(?:GpuLockedClocks|MemoryLockedClocks|ApplicationsClocks|PowerManagementLimit|AutoBoostedClocksEnabled|GpcClkVfOffset|MemClkVfOffset))$/;

/** What `operation` sets; undefined when it sets nothing that measuring depends on. */
export function deviceSetting(operation: OperationFact): string | undefined {
  const { path, args } = operation;
  const nvml = NVML.exec(path)?.[1];
  if (nvml !== undefined) return nvml;
  if (!/(^|\.)(cudaDeviceSetLimit|deviceSetLimit|cuCtxSetLimit|ctxSetLimit)$/.test(path)) return undefined;
  return limitOf(args.positional[0]);
}

function limitOf(value: Value | undefined): string | undefined {
  const number = numberOf(value);
  if (number !== undefined) return TELLING_LIMITS.get(number);
  const name = value?.kind === "external" ? value.path.slice(value.path.lastIndexOf(".") + 1) : "";
  return /PersistingL2CacheSize|PERSISTING_L2_CACHE_SIZE|MaxL2FetchGranularity|MAX_L2_FETCH_GRANULARITY/.test(
    name,
  )
    ? name
    : undefined;
}

const SMI =
  /^(-lgc|--lock-gpu-clocks|-lmc|--lock-memory-clocks|-ac|--applications-clocks|-pl|--power-limit|--auto-boost-default|-cc|--cuda-clocks)(=|$)/;

/** What `command` sets. Showing and resetting set nothing. */
export function deviceCommand(command: ShellCommand): string | undefined {
  const args = command.words.slice(1).map(({ shape }) => shape);
  const option = args.find((arg) => SMI.test(arg));
  if (command.name === "nvidia-smi" && option !== undefined) return `nvidia-smi ${option}`;
  if (command.name === "nvidia-settings" && args.some((arg) => /^(-a|--assign)/.test(arg)))
    return "nvidia-settings --assign";
  if (
    command.name === "rocm-smi" &&
    args.some((arg) => /^--set(clk|sclk|mclk|perflevel|poweroverdrive)/.test(arg))
  )
    return "rocm-smi";
  if (command.name === "cpupower" && args[0] === "frequency-set") return "cpupower frequency-set";
  const governor = command.redirections.find(({ target }) =>
    /scaling_(governor|max_freq|min_freq)|intel_pstate/.test(target.shape),
  );
  return governor === undefined ? undefined : governor.target.shape;
}

/** In the text of C++ or CUDA without comments: calls that set what persists in L2, or the clocks. */
const NATIVE =
  /\b(?:cudaDeviceSetLimit|cuCtxSetLimit|cudaCtxSetLimit)\s*\(\s*(?:\(\s*cudaLimit\s*\)\s*|static_cast<\s*cudaLimit\s*>\s*\(\s*)?(?:cudaLimitPersistingL2CacheSize|cudaLimitMaxL2FetchGranularity|CU_LIMIT_PERSISTING_L2_CACHE_SIZE|CU_LIMIT_MAX_L2_FETCH_GRANULARITY|0x0*[56]\b|[56]\b)|\bcudaAccessPropertyPersisting\b|\bCU_ACCESS_PROPERTY_PERSISTING\b|\bnvmlDeviceSet(?:GpuLockedClocks|MemoryLockedClocks|ApplicationsClocks|PowerManagementLimit)\s*\(/g;

export interface NativeSetting {
  readonly text: string;
  readonly start: number;
}

export function nativeSettings(code: string): readonly NativeSetting[] {
  return [...withoutPastedTokens(code).matchAll(NATIVE)].map((match) => ({
    text: match[0],
    start: match.index,
  }));
}

/** `PASTE(cudaLimit, PersistingL2CacheSize)` of a `#define PASTE(a, b) a##b`, written out in as many characters. */
function withoutPastedTokens(code: string): string {
  const macros = [...code.matchAll(/#\s*define\s+(\w+)\(\s*(\w+)\s*,\s*(\w+)\s*\)\s*\2\s*##\s*\3/g)].map(
    ([, name = ""]) => name,
  );
  if (macros.length === 0) return code;
  const use = new RegExp(`\\b(?:${macros.join("|")})\\(\\s*(\\w+)\\s*,\\s*(\\w+)\\s*\\)`, "g");
  return code.replace(use, (whole, first: string, second: string) => (first + second).padEnd(whole.length));
}
