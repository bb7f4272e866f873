/** Reads the log of a run, and compares the solver's copy with it. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { workspaceLayout } from "../environment/workspace-layout.ts";
import { readHostLog, type LogFileReading } from "../score-log/read.ts";
import type { Run } from "./run.ts";

export interface RunLog extends LogFileReading {
  /** How the copy in the workspace differs from the log on the host, which is the one that counts; null if it does not. */
  readonly copy: "missing" | "changed" | "behind" | null;
}

export async function readRunLog(run: Run): Promise<RunLog> {
  const reading = await readHostLog(run.logFile);
  const host = await readFile(run.logFile);
  const copy = await readFile(join(run.workspace, workspaceLayout.scoreLog)).catch(() => undefined);
  return { ...reading, copy: compare(host.subarray(0, reading.completeBytes), copy) };
}

/** A copy that lacks the last entries was not refreshed: what it holds is right. */
function compare(host: Buffer, copy: Buffer | undefined): RunLog["copy"] {
  if (copy === undefined) return "missing";
  if (host.equals(copy)) return null;
  const isPrefix = copy.length < host.length && host.subarray(0, copy.length).equals(copy);
  return isPrefix && (copy.length === 0 || copy.at(-1) === 0x0a) ? "behind" : "changed";
}
