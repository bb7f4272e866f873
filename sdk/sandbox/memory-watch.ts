import { processTree, residentBytes } from "./process-tree.ts";

const sampleMilliseconds = 100;
const mebibyte = 1_048_576;

/**
 * Watches the memory of a process and all its descendants together, which no rlimit bounds: RLIMIT_DATA holds for each
 * process by itself. `onExceeded` is called once. Returns the function that ends the watch.
 */
export function watchMemory(pid: number, limitMiB: number, onExceeded: () => void): () => void {
  const limit = limitMiB * mebibyte;
  const timer = setInterval(() => {
    if (residentBytes(processTree(pid), limit) <= limit) return;
    clearInterval(timer);
    onExceeded();
  }, sampleMilliseconds);
  timer.unref();
  return () => clearInterval(timer);
}
