/**
 * Lends files of the host to a sandbox's user. A host that runs as root shows the workspace's own folder in the sandbox, whose
 * user is not root, so the files change hands while a program runs and come back when it has ended.
 */
import { lchownSync, lstatSync, readdirSync } from "node:fs";
import { dirname } from "node:path";

export interface Owner {
  readonly uid: number;
  readonly gid: number;
}

/** Signals that end a process without its exit handlers. */
const endings: readonly NodeJS.Signals[] = ["SIGTERM", "SIGHUP"];

/**
 * Gives files, and folders with all in them, to a user; follows no link. Returns the function that gives them to the owners of the
 * folders that they lie in, whatever became of them; if it was not called before, it is when this process exits or is asked to end.
 */
export function lend(paths: readonly string[], user: Owner): () => void {
  // Not the owner found on the file itself: that is a sandbox's user of old if an earlier loan was never ended.
  const loans = paths.map((path) => ({ path, owner: lstatSync(dirname(path)) }));
  let isLent = true;
  const takeBack = (): void => {
    process.off("exit", takeBack);
    for (const signal of endings) process.off(signal, end);
    if (isLent) for (const { path, owner } of loans) giveAll(path, owner);
    isLent = false;
  };
  const end = (signal: NodeJS.Signals): void => {
    takeBack();
    // Without this handler the signal does again what it does by itself, unless somebody else handles it.
    if (process.listenerCount(signal) === 0) process.kill(process.pid, signal);
  };
  process.once("exit", takeBack);
  for (const signal of endings) process.once(signal, end);
  try {
    for (const { path } of loans) giveAll(path, user);
  } catch (error) {
    takeBack();
    throw error;
  }
  return takeBack;
}

/** Paths are bytes, because names need not be UTF-8. */
function giveAll(path: string | Buffer, to: Owner): void {
  const found = lstatSync(path, { throwIfNoEntry: false });
  // A file that has a second name may be one of the protected files.
  if (found === undefined || (found.isFile() && found.nlink > 1)) return;
  // Changing the owner clears the set-user-id bit of files.
  lchownSync(path, to.uid, to.gid);
  if (!found.isDirectory()) return;
  for (const name of readdirSync(path, { encoding: "buffer" }))
    giveAll(Buffer.concat([Buffer.from(path), slash, name]), to);
}

const slash = Buffer.from("/");
