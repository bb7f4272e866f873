/** Lists what a folder holds: sorted, links and special files named but never opened, any bytes in names, no recursion. */
import { lstatSync, opendirSync, readlinkSync, type Stats } from "node:fs";
import { pathFromBytes } from "../finding/path-bytes.ts";

export interface Entry {
  /** Relative to the walked folder, in text form. */
  readonly path: string;
  /** Absolute, as the file system names it. */
  readonly absolute: Buffer;
  readonly kind: "file" | "directory" | "link" | "special";
  readonly size: number;
  readonly mode: number;
  /** Of a link: where it points, as written in it. */
  readonly target?: string;
}

export interface Walk {
  readonly entries: readonly Entry[];
  readonly problems: readonly { readonly path: string; readonly reason: string }[];
}

interface Folder {
  readonly path: string;
  readonly absolute: Buffer;
}

const SLASH: Buffer = Buffer.from("/");

export function walk(root: Buffer, maximum: number): Walk {
  const entries: Entry[] = [];
  const problems: { path: string; reason: string }[] = [];
  const pending: Folder[] = [{ path: "", absolute: root }];
  for (let folder = pending.pop(); folder !== undefined; folder = pending.pop()) {
    const left = maximum - entries.length;
    const names = namesIn(folder, left + 1, problems);
    if (names.length > left) {
      problems.push({
        path: folder.path || ".",
        reason: `the submission holds more than ${maximum} files and folders; not all were looked at`,
      });
      return { entries, problems };
    }
    const folders: Folder[] = [];
    for (const name of names) {
      const entry = examine(folder, name, problems);
      if (entry === undefined) continue;
      entries.push(entry);
      if (entry.kind === "directory") folders.push(entry);
    }
    pending.push(...folders.reverse());
  }
  return { entries, problems };
}

function namesIn(folder: Folder, maximum: number, problems: { path: string; reason: string }[]): Buffer[] {
  const names: Buffer[] = [];
  try {
    // `opendir` in steps, so that a folder with millions of names is not read whole before the limit is noticed.
    const directory = opendirSync(folder.absolute, {
      encoding: "buffer" as BufferEncoding,
      bufferSize: 512,
    });
    try {
      for (
        let entry = directory.readSync();
        entry !== null && names.length < maximum;
        entry = directory.readSync()
      )
        names.push(entry.name as unknown as Buffer);
    } finally {
      directory.closeSync();
    }
  } catch (error) {
    problems.push({ path: folder.path || ".", reason: `the folder can not be read (${errorCode(error)})` });
  }
  return names.sort((a, b) => Buffer.compare(a, b));
}

function examine(
  folder: Folder,
  name: Buffer,
  problems: { path: string; reason: string }[],
): Entry | undefined {
  const path = folder.path === "" ? pathFromBytes(name) : `${folder.path}/${pathFromBytes(name)}`;
  const absolute = Buffer.concat([folder.absolute, SLASH, name]);
  try {
    const stats = lstatSync(absolute);
    const entry = { path, absolute, kind: kindOf(stats), size: stats.size, mode: stats.mode };
    return entry.kind === "link"
      ? { ...entry, target: pathFromBytes(readlinkSync(absolute, "buffer")) }
      : entry;
  } catch (error) {
    problems.push({ path, reason: `can not be looked at (${errorCode(error)})` });
    return undefined;
  }
}

function kindOf(stats: Stats): Entry["kind"] {
  if (stats.isFile()) return "file";
  if (stats.isDirectory()) return "directory";
  return stats.isSymbolicLink() ? "link" : "special";
}

/** The code of a file system error, such as EACCES. */
export function errorCode(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : String(error);
}
