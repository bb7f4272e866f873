/** What is being audited: the files of a submission, read once, never followed out of their root. */
import type { FileRecord } from "../finding/result.ts";
import { lineText, type SourceFile } from "./source-file.ts";

export interface SourceTree {
  /** Absolute path of the submission's root. */
  readonly root: string;
  /** Digest of the hand-in, as the score log records it. */
  readonly digest: string;
  /** Every file, link and special file, sorted by path; `analysed` tells how much of it was read as source. */
  readonly files: readonly FileRecord[];
  /** The files that were read as text, sorted by path. */
  readonly sources: readonly SourceFile[];
  /** Every folder, sorted by path. */
  readonly directories: readonly string[];
  /** What could matter and was not read, or not wholly. A file of plain data is not among it. */
  readonly notAnalysed: readonly { readonly path: string; readonly reason: string }[];
  /** The bytes of a regular file of the submission, read again; undefined for any other path, and for one beyond what is read as text. */
  readonly bytesOf: (path: string) => Buffer | undefined;
  /** The bytes of a file as the workspace was given out; undefined for a file that it lacked, and without a start to compare with. */
  readonly givenBytesOf: (path: string) => Buffer | undefined;
}

/** A look-up of single lines (from 1) in the files of `tree`, for reports. */
export function linesOf(tree: SourceTree): (path: string, line: number) => string | undefined {
  const files = new Map(tree.sources.map((file) => [file.path, file]));
  return (path, line) => {
    const file = files.get(path);
    return file === undefined ? undefined : lineText(file, line);
  };
}
