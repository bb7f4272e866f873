/** Reads one regular file once: its digest, and its bytes as far as they are wanted as text. */
import { createHash } from "node:crypto";
import { closeSync, constants, fstatSync, openSync, readSync } from "node:fs";

export interface FileBytes {
  readonly size: number;
  readonly sha256: string;
  /** The first bytes, enough to tell what kind of file it is. */
  readonly head: Buffer;
  /** The whole content, absent when it is larger than what was asked for. */
  readonly content?: Buffer;
}

const CHUNK = 1024 * 1024;
const HEAD = 8192;

/**
 * Never follows a link and never waits: between listing and opening, a file may have become a link or a pipe.
 * Throws the system's error, or an Error when it is no regular file any more.
 */
export function readBytes(absolute: Buffer, keep: number): FileBytes {
  const descriptor = openSync(absolute, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  try {
    const stats = fstatSync(descriptor);
    if (!stats.isFile()) throw new Error("is no regular file");
    const hash = createHash("sha256");
    const kept: Buffer[] = [];
    let size = 0;
    // One byte more than the size, so that the common case needs one read to fill and one to see the end.
    let chunk = Buffer.allocUnsafe(Math.min(stats.size + 1, CHUNK));
    for (;;) {
      const count = readSync(descriptor, chunk, 0, chunk.length, null);
      if (count === 0) break;
      const bytes = chunk.subarray(0, count);
      hash.update(bytes);
      size += count;
      if (size <= keep || kept.length === 0) {
        kept.push(bytes);
        chunk = Buffer.allocUnsafe(chunk.length);
      }
    }
    const content = size <= keep ? (kept.length === 1 ? kept[0] : Buffer.concat(kept)) : undefined;
    const head = (kept[0] ?? Buffer.alloc(0)).subarray(0, HEAD);
    return { size, sha256: hash.digest("hex"), head, ...(content === undefined ? {} : { content }) };
  } finally {
    closeSync(descriptor);
  }
}
