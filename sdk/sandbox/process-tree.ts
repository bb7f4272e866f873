/** Processes and their memory, from /proc. A process that ends while it is looked at counts as nothing. */
import { readdirSync, readFileSync } from "node:fs";

const kibibyte = 1024;

/** `pid` and all processes that descend from it. Those that left by a double fork are children of their sandbox's first process. */
export function processTree(pid: number): number[] {
  const found: number[] = [pid];
  for (let next = 0; next < found.length; next++) found.push(...children(found[next] as number));
  return found;
}

/** Bytes that the processes hold in memory together; a page that several share is counted once where the kernel tells. */
export function residentBytes(pids: readonly number[], enough: number): number {
  const resident = sum(pids.map(residentOf));
  // Counting shares is slow, and pages that are shared can only make the plain sum too large.
  return resident <= enough ? resident : sum(pids.map(proportionalOf));
}

/** Whether a process is there and is not a zombie. */
export function isAlive(pid: number): boolean {
  const stat = readProc(`${pid}/stat`);
  return stat !== "" && !/\) [ZX] /.test(stat);
}

function children(pid: number): number[] {
  let threads: string[] = [];
  try {
    threads = readdirSync(`/proc/${pid}/task`);
  } catch {
    return [];
  }
  return threads.flatMap((thread) =>
    readProc(`${pid}/task/${thread}/children`).split(" ").filter(Boolean).map(Number),
  );
}

function residentOf(pid: number): number {
  return Number(/^VmRSS:\s*(\d+) kB/m.exec(readProc(`${pid}/status`))?.[1] ?? 0) * kibibyte;
}

function proportionalOf(pid: number): number {
  const share = /^Pss:\s*(\d+) kB/m.exec(readProc(`${pid}/smaps_rollup`))?.[1];
  return share === undefined ? residentOf(pid) : Number(share) * kibibyte;
}

function readProc(path: string): string {
  try {
    return readFileSync(`/proc/${path}`, "utf8");
  } catch {
    return "";
  }
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
