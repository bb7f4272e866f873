/** One file of a submission as text, and the way from an offset in it to a place a person can look up. */
import type { Location } from "../finding/finding.ts";

export type Role = "editable" | "protected" | "added";

/** A half-open span in a source file's text, in UTF-16 units. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export interface SourceFile {
  /** Relative to the submission's root, with forward slashes. */
  readonly path: string;
  readonly text: string;
  readonly role: Role;
  readonly language: string;
  /** Offset of the first unit of each line; `lineStarts[0]` is 0. */
  readonly lineStarts: readonly number[];
}

export function createSourceFile(path: string, text: string, role: Role, language: string): SourceFile {
  const lineStarts = [0];
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) lineStarts.push(at + 1);
  return { path, text, role, language, lineStarts };
}

export interface Place {
  readonly file: SourceFile;
  readonly span: Span;
}

/** The location of `span` in `file`. */
export function locate(file: SourceFile, span: Span): Location {
  const start = position(file, span.start);
  const end = position(file, span.end);
  return {
    file: file.path,
    startLine: start.line,
    startColumn: start.column,
    endLine: end.line,
    endColumn: end.column,
    quote: file.text.slice(span.start, span.end),
  };
}

function position(file: SourceFile, offset: number): { line: number; column: number } {
  let low = 0;
  let high = file.lineStarts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((file.lineStarts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return { line: low + 1, column: offset - (file.lineStarts[low] ?? 0) + 1 };
}
