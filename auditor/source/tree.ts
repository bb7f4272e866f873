/** What is being audited: the files of a submission, read once, never followed out of their root. */
import type { FileRecord } from "../finding/result.ts";
import type { SourceFile } from "./source-file.ts";

export interface SourceTree {
  /** Absolute path of the submission's root. */
  readonly root: string;
  readonly digest: string;
  /** Every file, sorted by path; `analysed` tells how much of it was read as source. */
  readonly files: readonly FileRecord[];
  /** The files that were read as text, sorted by path. */
  readonly sources: readonly SourceFile[];
  readonly notAnalysed: readonly { readonly path: string; readonly reason: string }[];
}
