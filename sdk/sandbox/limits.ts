/** What a sandboxed program may use. Everything is enforced by the kernel or by the process that started it. */
export interface Limits {
  readonly wallSeconds: number;
  /** Memory of all processes together, beside what lies in the sandbox's /tmp and /dev/shm. */
  readonly memoryMiB: number;
  /** Processes and threads together. */
  readonly processes: number;
  /** Largest single file that may be written. */
  readonly fileSizeMiB: number;
  /** Size of /tmp, and again of /dev/shm; both lie in memory. */
  readonly tmpMiB: number;
  /** Bytes printed on standard output and standard error together. */
  readonly outputBytes: number;
  /** Processor cores, rounded up to a whole number. */
  readonly cpus: number;
}

/** A limit that was in force. `memory-per-process` is the kernel's, `memory-total` is sampled ten times a second. */
export type EnforcedLimit =
  | "wall"
  | "output"
  | "memory-per-process"
  | "memory-total"
  | "processes"
  | "file-size"
  | "tmp"
  | "cpus"
  | "files"
  | "network";

const mebibyte = 1_048_576;

/**
 * What RLIMIT_AS allows beyond the declared memory. It counts addresses, not memory: importing torch 2.15 for the processor maps
 * 2.3 GiB of its libraries and 0.1 GiB of everything else without using it (3.0 GiB of addresses, 0.54 GiB resident), and
 * each thread of glibc's allocator reserves 64 MiB. RLIMIT_DATA, which counts private writable memory (0.76 GiB after that
 * import), is therefore the limit that a program meets; RLIMIT_AS is there for shared memory, which RLIMIT_DATA does not count.
 */
const addressAllowanceMiB = 4096;

/** Options of prlimit(1) for these limits. RLIMIT_NPROC binds only a user that is not root and counts per user. */
export function resourceLimitOptions(limits: Limits): string[] {
  const data = Math.floor(limits.memoryMiB * mebibyte);
  return [
    `--data=${data}`,
    `--as=${data + addressAllowanceMiB * mebibyte}`,
    `--nproc=${limits.processes}`,
    `--fsize=${Math.floor(limits.fileSizeMiB * mebibyte)}`,
    "--nofile=4096",
    "--core=0",
    "--memlock=65536",
    "--msgqueue=819200",
  ];
}

/** The cores to use, from those that this process may use; undefined when there are no more than are allowed. */
export function chooseCores(available: readonly number[], cpus: number): number[] | undefined {
  const count = Math.max(1, Math.ceil(cpus));
  return available.length > count ? available.slice(0, count) : undefined;
}
