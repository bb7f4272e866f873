/** Reads score logs from disk, and copies them for the solver. */
import { randomUUID } from "node:crypto";
import { copyFile, chmod, readFile, rename, rm, stat } from "node:fs/promises";
import { z } from "zod";
import { UserError } from "../environment/user-error.ts";
import { verifyScoreLog, type Damage, type LogHead, type LogReading } from "./verify.ts";

/** A log that is not what was logged. Nothing is added to it and nothing concluded from it. */
export class DamagedLogError extends UserError {
  override readonly name: string = "DamagedLogError";
  readonly damage: readonly Damage[];

  constructor(file: string, damage: readonly Damage[]) {
    const first = damage.map(({ line, detail }) => `line ${line} ${detail}`)[0];
    const more = damage.length > 1 ? ` (and ${damage.length - 1} more; see rebench log --verify)` : "";
    super(`${file} is damaged: ${first}${more}`);
    this.damage = damage;
  }
}

export interface LogFileReading extends LogReading {
  /** How far the log had grown by its own record; undefined for a log that has none beside it. */
  readonly recordedHead: LogHead | undefined;
}

const headSchema = z.strictObject({ entries: z.int().min(0), hash: z.string() });

export function headFile(file: string): string {
  return `${file}.head`;
}

/**
 * Reads and verifies the log at `file`. With its head beside it, which is so for the logs on the host, every changed byte is
 * found; without, a log from elsewhere is held to its chain alone. Throws a UserError if it can not be read.
 */
export async function readScoreLog(file: string): Promise<LogFileReading> {
  const bytes = await readFile(file).catch((error: NodeJS.ErrnoException) => {
    const reason = error.code === "ENOENT" ? "there is no such file" : error.message;
    throw new UserError(`the score log ${file} can not be read: ${reason}`, { cause: error });
  });
  const headText = await readFile(headFile(file), "utf8").catch(() => undefined);
  if (headText === undefined) return { ...verifyScoreLog(bytes), recordedHead: undefined };
  const head = parseHead(headText);
  if (head !== undefined) return { ...verifyScoreLog(bytes, { form: "strict", head }), recordedHead: head };
  const reading = verifyScoreLog(bytes, { form: "strict" });
  const unreadable: Damage = {
    line: 1,
    kind: "head",
    detail: `has no legible record of its length in ${headFile(file)}`,
  };
  return { ...reading, damage: [...reading.damage, unreadable], recordedHead: undefined };
}

/**
 * Reads the log of a run on the host, which always has its head beside it: without one, entries may be gone from its end, and
 * that is damage too.
 */
export async function readHostLog(file: string): Promise<LogFileReading> {
  const reading = await readScoreLog(file);
  if (reading.recordedHead !== undefined || reading.damage.some(({ kind }) => kind === "head"))
    return reading;
  const missing: Damage = {
    line: 1,
    kind: "head",
    detail: `the record of its length, ${headFile(file)}, is gone`,
  };
  return { ...reading, damage: [...reading.damage, missing] };
}

function parseHead(text: string): LogHead | undefined {
  try {
    return headSchema.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}

/** Puts a read-only copy of a log at `to`, whole or not at all. A link at `to` is replaced, not followed. */
export async function publishScoreLog(file: string, to: string): Promise<void> {
  const draft = `${to}.${randomUUID()}`;
  try {
    // The copy is the host's to write: what a solver put in its place gives way.
    if ((await stat(to).catch(() => undefined))?.isDirectory() === true) await rm(to, { recursive: true });
    await copyFile(file, draft);
    await chmod(draft, 0o444);
    await rename(draft, to);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
}
