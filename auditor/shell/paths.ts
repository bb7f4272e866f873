/**
 * Paths inside a shell. One that is known from the workspace's root carries a mark, so that it is told from one that is relative to
 * a folder that is not known. The mark goes when a path leaves the model.
 */
import { posix } from "node:path";

/** Stands in a word for a part that is only known while running. */
export const UNKNOWN_PART = "\uffff";

const ROOT = "\ue001:";

/** Units that mean something to the model and nothing to a script. */
export const OWN_UNITS: RegExp = /[\uffff\ue001]/g;

export function fromRoot(path: string): string {
  return path === "" ? ROOT : `${ROOT}/${path}`;
}

/** Without the mark: relative to the workspace's root. */
export function unmarked(text: string): string {
  if (!text.includes(ROOT)) return text;
  return text.replaceAll(`${ROOT}/`, "").replaceAll(ROOT, ".");
}

/** `path` as seen from `folder`; undefined when either is not known. */
export function inFolder(folder: string | undefined, path: string): string | undefined {
  if (path.includes(UNKNOWN_PART)) return undefined;
  if (path.startsWith(ROOT)) return fromRoot(normal(path.slice(ROOT.length + 1)));
  if (/^[/~]/.test(path)) return path;
  if (folder === undefined) return undefined;
  if (folder.startsWith(ROOT)) return fromRoot(normal(posix.join(folder.slice(ROOT.length + 1), path)));
  return /^[/~]/.test(folder) ? posix.join(folder, path) : normal(posix.join(folder, path));
}

function normal(path: string): string {
  const text = posix.normalize(path).replace(/\/$/, "");
  return text === "." ? "" : text;
}
