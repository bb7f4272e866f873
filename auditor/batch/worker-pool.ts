/** Threads that audit. One that runs out of memory or time is ended and replaced, and costs its own line alone. */
import { Worker } from "node:worker_threads";
import { UserError } from "../../sdk/index.ts";
import type { AuditLine } from "./audit-line.ts";
import type { ManifestLine } from "./line.ts";
import { errorRecord } from "./record.ts";

export interface PoolLimits {
  /** Of one audit, in seconds. The engine bounds its own work; this is for what it did not foresee. */
  readonly seconds: number;
  /** Heap of one thread, in MiB. */
  readonly memoryMiB: number;
}

export const defaultPoolLimits: PoolLimits = { seconds: 600, memoryMiB: 4096 };

/** As much as the main thread of a process has (984 KiB beside the 192 that a thread keeps), so that both follow calls equally deep. */
const STACK_MIB = (984 + 192) / 1024;

export interface WorkerPool {
  readonly audit: AuditLine;
  readonly close: () => Promise<void>;
}

/** Threads start when they are needed: as many as audits run at a time. */
export function createWorkerPool(limits: PoolLimits = defaultPoolLimits): WorkerPool {
  const idle: Worker[] = [];
  return {
    audit: async (line) => {
      const worker = idle.pop() ?? startWorker(limits);
      try {
        const record = await answer(worker, line, limits);
        idle.push(worker);
        return record;
      } catch (error) {
        await worker.terminate();
        return errorRecord(line, error);
      }
    },
    close: async () => {
      await Promise.all(idle.splice(0).map((worker) => worker.terminate()));
    },
  };
}

function startWorker({ memoryMiB }: PoolLimits): Worker {
  const worker = new Worker(new URL("worker.js", import.meta.url), {
    resourceLimits: { maxOldGenerationSizeMb: memoryMiB, stackSizeMb: STACK_MIB },
  });
  // Without a listener, an error while the thread is ended would end this process.
  worker.on("error", () => undefined);
  return worker;
}

function answer(worker: Worker, line: ManifestLine, { seconds, memoryMiB }: PoolLimits): Promise<string> {
  return new Promise((resolve, reject) => {
    const fail = (error: unknown): void => settle(() => reject(explain(error, memoryMiB)));
    const listeners: readonly [string, (value: unknown) => void][] = [
      ["message", (record) => settle(() => resolve(String(record)))],
      ["error", fail],
      ["exit", () => fail(new UserError("the audit's thread ended by itself"))],
    ];
    const timer = setTimeout(
      () => fail(new UserError(`the audit took more than ${seconds} s`)),
      seconds * 1000,
    );
    // All listeners at once would take the thread's own ones along.
    const settle = (done: () => void): void => {
      clearTimeout(timer);
      for (const [event, listener] of listeners) worker.off(event, listener);
      done();
    };
    for (const [event, listener] of listeners) worker.on(event, listener);
    // A thread has no origin; the rule takes it for a window.
    // oxlint-disable-next-line unicorn/require-post-message-target-origin
    worker.postMessage(line);
  });
}

function explain(error: unknown, memoryMiB: number): unknown {
  const isMemory = error instanceof Error && "code" in error && error.code === "ERR_WORKER_OUT_OF_MEMORY";
  return isMemory ? new UserError(`the audit took more than ${memoryMiB} MiB of memory`) : error;
}
