/**
 * One holder at a time, among processes of one machine. A lock is a file that names its holder; a holder that died without
 * letting go is recognised and replaced.
 */
import { randomUUID } from "node:crypto";
import { mkdir, open, readFile, rm } from "node:fs/promises";
import { readFileSync } from "node:fs";
import { hostname } from "node:os";
import { dirname } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { UserError } from "../environment/user-error.ts";

export interface LockOptions {
  /** How long to wait for another holder, in milliseconds, before giving up. */
  readonly waitMs: number;
  /** What is locked, in words, for the error. */
  readonly what: string;
  /** Called once when another holder has to be waited for. */
  readonly onWait?: (holder: string) => void;
}

interface Holder {
  readonly pid: number;
  readonly host: string;
  /** Tells a process from a later one with the same id; empty where the system does not say. */
  readonly started: string;
  readonly token: string;
}

const pollMs = 50;

/** Runs `work` while holding the lock file at `path`. Throws a UserError if another holder does not let go in time. */
export async function withFileLock<Result>(
  path: string,
  options: LockOptions,
  work: () => Promise<Result>,
): Promise<Result> {
  await mkdir(dirname(path), { recursive: true });
  const token = randomUUID();
  await acquire(path, token, options);
  try {
    return await work();
  } finally {
    if ((await readHolder(path))?.token === token) await rm(path, { force: true });
  }
}

async function acquire(path: string, token: string, options: LockOptions): Promise<void> {
  const deadline = Date.now() + options.waitMs;
  let isWaiting = false;
  while (!(await tryCreate(path, token))) {
    const holder = await readHolder(path);
    if (holder !== undefined && !isAlive(holder)) {
      await removeStale(path);
      continue;
    }
    const name = holder === undefined ? "another process" : `process ${holder.pid} on ${holder.host}`;
    if (Date.now() >= deadline) {
      throw new UserError(
        `${options.what} is locked by ${name}; try again when it is done, or remove ${path} if it is gone`,
      );
    }
    if (!isWaiting) options.onWait?.(name);
    isWaiting = true;
    await sleep(pollMs);
  }
}

async function tryCreate(path: string, token: string): Promise<boolean> {
  const holder: Holder = { pid: process.pid, host: hostname(), started: startOf(process.pid), token };
  try {
    const file = await open(path, "wx", 0o600);
    try {
      await file.writeFile(JSON.stringify(holder));
    } finally {
      await file.close();
    }
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
}

/** The holder, or undefined if there is none or its record is still being written. */
async function readHolder(path: string): Promise<Holder | undefined> {
  try {
    return JSON.parse(await readFile(path, "utf8")) as Holder;
  } catch {
    return undefined;
  }
}

function isAlive(holder: Holder): boolean {
  // Another machine's processes can not be seen from here.
  if (holder.host !== hostname()) return true;
  try {
    process.kill(holder.pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
  const started = startOf(holder.pid);
  return holder.started === "" || started === "" || holder.started === started;
}

/**
 * Removes a dead holder's lock. Two processes that both saw it dead must not remove each other's new lock, so whoever
 * removes holds a second lock and looks again.
 */
async function removeStale(path: string): Promise<void> {
  const breaker = `${path}.break`;
  if (!(await tryCreate(breaker, randomUUID()))) {
    await sleep(pollMs);
    const holder = await readHolder(breaker);
    if (holder !== undefined && !isAlive(holder)) {
      throw new UserError(`a process died while it removed a stale lock; remove ${breaker} and try again`);
    }
    return;
  }
  try {
    const holder = await readHolder(path);
    if (holder !== undefined && !isAlive(holder)) await rm(path, { force: true });
  } finally {
    await rm(breaker, { force: true });
  }
}

/** When a process started, in clock ticks since boot (field 22 of its `stat`, counted after the parenthesised name). */
function startOf(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "latin1");
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19] ?? "";
  } catch {
    return "";
  }
}
