// Timing whole processes and pieces of work.
import { spawnSync } from "node:child_process";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = dirname(dirname(fileURLToPath(import.meta.url)));
export const cli = join(root, "dist", "sdk", "cli", "main.js");

export function median(values) {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** Milliseconds of each of `runs` processes, started one after the other; the first one warms the file cache and does not count. */
export function timeProcess(command, args, { runs = 9, codes = [0] } = {}) {
  const times = [];
  for (let run = 0; run <= runs; run += 1) {
    const began = performance.now();
    const { status, stderr } = spawnSync(command, args, { encoding: "utf8" });
    if (!codes.includes(status))
      throw new Error(`${command} ${args.join(" ")} ended with ${status}: ${stderr}`);
    if (run > 0) times.push(performance.now() - began);
  }
  return median(times);
}

export const milliseconds = (value) => `${value.toFixed(value < 20 ? 1 : 0)} ms`;
