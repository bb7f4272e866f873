/**
 * Adds entries to a score log. An entry is in the log once its line feed is on the disk; what an interrupted append left
 * behind is kept aside, never read as an entry and never dropped.
 */
import { mkdir, open, readFile, rename, rm, type FileHandle } from "node:fs/promises";
import { dirname } from "node:path";
import { UserError } from "../environment/user-error.ts";
import { withFileLock } from "../host/file-lock.ts";
import { canonicalForm, hashEntry, scoreLogEntrySchema, type ScoreLogEntry } from "./entry.ts";
import { DamagedLogError, headFile, readScoreLog } from "./read.ts";
import { isRecoverable, type LogHead, type LogReading } from "./verify.ts";

/** What a scoring adds; its place in the chain is worked out here. */
export type NewEntry = Omit<ScoreLogEntry, "index" | "previousHash" | "hash">;

export interface Appended {
  readonly entry: ScoreLogEntry;
  /** What an earlier append had left unfinished at the end of the log, and where it is kept now. */
  readonly recovered?: { readonly path: string; readonly bytes: number };
}

/** Makes an empty log. Throws if there is one already. */
export async function createScoreLog(file: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  const handle = await open(file, "wx", 0o600);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
  await writeHead(file, (await readScoreLog(file)).head);
}

/**
 * Appends one entry and returns it as logged. A second writer waits `waitMs` (10 s unless told) for the first. Throws a
 * DamagedLogError, and changes nothing, if the log is damaged; a UserError if the entry could not be written (a full disk,
 * say), and then the log holds the entries it held before.
 */
export async function appendEntry(
  file: string,
  entry: NewEntry,
  options: { waitMs?: number } = {},
): Promise<Appended> {
  return withFileLock(
    `${file}.lock`,
    { waitMs: options.waitMs ?? 10_000, what: "the score log" },
    async () => {
      const log = await readScoreLog(file);
      if (!isRecoverable(log)) throw new DamagedLogError(file, log.damage);
      if (log.recordedHead === undefined || log.recordedHead.entries < log.head.entries)
        await writeHead(file, log.head);
      const recovered = log.tornTail === null ? undefined : await keepAside(file, log.tornTail);
      const complete = chainTo(log, entry);
      const bytes = Buffer.from(`${canonicalForm(complete)}\n`, "utf8");
      await writeAtEnd(file, log, bytes);
      // A head that could not be written stays one entry behind; the next append mends it before it writes.
      await writeHead(file, { entries: complete.index + 1, hash: complete.hash }).catch(() => undefined);
      return { entry: complete, ...(recovered === undefined ? {} : { recovered }) };
    },
  );
}

function chainTo(log: LogReading, entry: NewEntry): ScoreLogEntry {
  const last = log.entries.at(-1)?.entry;
  if (last !== undefined && Date.parse(entry.scoredAt) < Date.parse(last.scoredAt.toUpperCase())) {
    throw new UserError(
      `the scoring began at ${entry.scoredAt}, before the last one of the log (${last.scoredAt}): the clock went back`,
    );
  }
  const open = { ...entry, index: log.head.entries, previousHash: log.head.hash };
  return scoreLogEntrySchema.parse({ ...open, hash: hashEntry(open) });
}

/** Moves an unfinished entry to a file of its own, `<log>.torn-<n>`, and only then is it cut off the log (by `writeAtEnd`). */
async function keepAside(file: string, tail: Buffer): Promise<{ path: string; bytes: number }> {
  for (let number = 1; ; number++) {
    const path = `${file}.torn-${number}`;
    try {
      const handle = await open(path, "wx", 0o600);
      try {
        await writeAll(handle, tail, 0);
        await handle.sync();
      } finally {
        await handle.close();
      }
      return { path, bytes: tail.length };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === "EEXIST") {
        if ((await readFile(path)).equals(tail)) return { path, bytes: tail.length };
        continue;
      }
      await rm(path, { force: true });
      throw notWritten(error, "an unfinished entry at its end could not be kept aside");
    }
  }
}

async function writeAtEnd(file: string, log: LogReading, bytes: Buffer): Promise<void> {
  const handle = await open(file, "r+");
  try {
    if (log.tornTail !== null) await handle.truncate(log.completeBytes);
    await writeAll(handle, bytes, log.completeBytes);
    await handle.sync();
  } catch (error) {
    // Take back what was written in part. If even that fails, it stands there without its line feed and counts as torn.
    await handle.truncate(log.completeBytes).then(
      () => handle.sync(),
      () => undefined,
    );
    throw notWritten(error, `it holds ${log.head.entries} entries as before`);
  } finally {
    await handle.close();
  }
}

/** A write may take only part of what it is given, on a disk that is nearly full for one. */
async function writeAll(handle: FileHandle, bytes: Buffer, position: number): Promise<void> {
  let written = 0;
  while (written < bytes.length) {
    const { bytesWritten } = await handle.write(bytes, written, bytes.length - written, position + written);
    written += bytesWritten;
  }
}

function notWritten(error: unknown, state: string): UserError {
  const reason = error instanceof Error ? error.message : String(error);
  return new UserError(`the score log could not be extended (${reason}); ${state}`, { cause: error });
}

async function writeHead(file: string, head: LogHead): Promise<void> {
  const path = headFile(file);
  const draft = `${path}.new`;
  const handle = await open(draft, "w", 0o600);
  try {
    await writeAll(handle, Buffer.from(`${canonicalForm(head)}\n`), 0);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(draft, path);
  const folder = await open(dirname(path), "r");
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
