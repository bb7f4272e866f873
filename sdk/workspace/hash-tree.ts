/** What a folder holds, as digests. */
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { lstat, readdir, readlink } from "node:fs/promises";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";

export interface HashedFile {
  /** Relative to the folder, with forward slashes. */
  readonly path: string;
  /** Permission bits. */
  readonly mode: number;
  /** Of the bytes; of a link, those of its target's name. 64 hexadecimal digits. */
  readonly sha256: string;
}

/** Left behind by Python where it runs, and no part of anyone's work. */
const passedOver = "__pycache__";

/**
 * Every file and link in `folder`, sorted by path; links are not followed. `skip` leaves out paths, with what they hold.
 * What is neither file, folder nor link (a socket, a pipe) is listed with an empty digest, and never opened.
 */
export async function hashTree(
  folder: string,
  skip: (path: string) => boolean = () => false,
): Promise<HashedFile[]> {
  const files: HashedFile[] = [];
  const visit = async (prefix: string): Promise<void> => {
    for (const entry of await readdir(join(folder, prefix), { withFileTypes: true })) {
      const path = prefix === "" ? entry.name : `${prefix}/${entry.name}`;
      if (entry.name === passedOver || skip(path)) continue;
      if (entry.isDirectory()) await visit(path);
      else files.push(await hashEntryAt(folder, path));
    }
  };
  await visit("");
  return files.sort((left, right) => (left.path < right.path ? -1 : 1));
}

async function hashEntryAt(folder: string, path: string): Promise<HashedFile> {
  const full = join(folder, path);
  const { mode, ...found } = await lstat(full).then((stats) => ({
    mode: stats.mode & 0o7777,
    isFile: stats.isFile(),
    isLink: stats.isSymbolicLink(),
  }));
  if (found.isFile) return { path, mode, sha256: await hashFile(full) };
  if (!found.isLink) return { path, mode, sha256: "" };
  return {
    path,
    mode,
    sha256: createHash("sha256")
      .update(`link ${await readlink(full)}`)
      .digest("hex"),
  };
}

/** SHA-256 of a file's bytes, 64 hexadecimal digits, in constant memory. */
export async function hashFile(path: string): Promise<string> {
  const hash = createHash("sha256");
  await pipeline(createReadStream(path), hash);
  return hash.digest("hex");
}
