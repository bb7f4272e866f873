/** Audits the lines of a manifest, several at once, and hands on their results in the manifest's order. */
import type { AuditLine } from "./audit-line.ts";
import type { ManifestLine } from "./line.ts";

export interface BatchRun {
  readonly lines: readonly ManifestLine[];
  /** How many audits run at a time. */
  readonly jobs: number;
  readonly audit: AuditLine;
  /** Takes the records one after the other, in the order of `lines`, each as soon as those before it are there. */
  readonly write: (record: string) => void;
}

/** Resolves when every record has been written. Rejects with whatever `write` throws. */
export async function runBatch({ lines, jobs, audit, write }: BatchRun): Promise<void> {
  const waiting = new Map<number, string>();
  let next = 0;
  let written = 0;
  const writeReady = (): void => {
    for (let record = waiting.get(written); record !== undefined; record = waiting.get(written)) {
      waiting.delete(written);
      written += 1;
      write(record);
    }
  };
  const work = async (): Promise<void> => {
    for (let line = lines[next]; line !== undefined; line = lines[next]) {
      const index = next;
      next += 1;
      waiting.set(index, await audit(line));
      writeReady();
    }
  };
  await Promise.all(Array.from({ length: jobs }, work));
}
