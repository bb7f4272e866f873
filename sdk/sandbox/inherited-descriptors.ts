import { readdirSync, readFileSync } from "node:fs";

const closeOnExec = 0o2_000_000;

/**
 * Descriptors above `last` that a child of this process would inherit: those that this process was itself started with. Node
 * opens its own ones with O_CLOEXEC.
 */
export function inheritedDescriptors(last: number): number[] {
  return readdirSync("/proc/self/fd")
    .map(Number)
    .filter((descriptor) => descriptor > last && isInherited(descriptor))
    .sort((a, b) => a - b);
}

function isInherited(descriptor: number): boolean {
  try {
    const flags = /^flags:\s*(\d+)/m.exec(readFileSync(`/proc/self/fdinfo/${descriptor}`, "utf8"))?.[1];
    return flags !== undefined && (parseInt(flags, 8) & closeOnExec) === 0;
  } catch {
    return false;
  }
}
