/** What was scored, as one digest. */
import { createHash } from "node:crypto";

export interface SubmittedFile {
  /** Relative to the workspace's root, with forward slashes. */
  readonly path: string;
  /** Permission bits, such as 0o644; further bits are ignored. */
  readonly mode: number;
  /** SHA-256 of the bytes, 64 hexadecimal digits. */
  readonly sha256: string;
}

/**
 * `sha256:` and the SHA-256 over the sorted lines `<sha256 of bytes> <mode> <path>`, each ended by a line feed, mode as four
 * octal digits. Lines are sorted by their UTF-8 bytes. In paths, backslash and line feed are written `\\` and `\n`, as
 * `sha256sum` does, so that no name of a file can pass for two files.
 */
export function submissionDigest(files: readonly SubmittedFile[]): string {
  const lines = files.map(({ path, mode, sha256 }) => {
    const bits = (mode & 0o7777).toString(8).padStart(4, "0");
    return Buffer.from(
      `${sha256} ${bits} ${path.replaceAll("\\", "\\\\").replaceAll("\n", "\\n")}\n`,
      "utf8",
    );
  });
  const hash = createHash("sha256");
  for (const line of lines.sort((left, right) => Buffer.compare(left, right))) hash.update(line);
  return `sha256:${hash.digest("hex")}`;
}
