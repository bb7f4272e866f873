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
  /** What is meant stands in a text that is run as code here: its line there, once unpacked. */
  readonly unpacked?: string;
}

/** Longest quote, in UTF-16 units: more than any call or definition's head needs, little enough for a line of a report. */
const MAXIMUM_QUOTE = 400;

/**
 * The location of `span` in `file`. A span too long to quote is cut, at the end of a line if it has one, so that the quote is
 * always exactly the text at the location.
 */
export function locate(file: SourceFile, span: Span): Location {
  const { start: from, end: to } = boundSpan(file.text, span);
  const start = position(file, from);
  const end = position(file, to);
  return {
    file: file.path,
    startLine: start.line,
    startColumn: start.column,
    endLine: end.line,
    endColumn: end.column,
    quote: file.text.slice(from, to),
  };
}

/** The text of the file's line `line` (from 1), without its line end; undefined when there is no such line. */
export function lineText(file: SourceFile, line: number): string | undefined {
  const start = file.lineStarts[line - 1];
  if (start === undefined) return undefined;
  const end = file.lineStarts[line];
  return file.text.slice(start, end === undefined ? undefined : end - 1).replace(/\r$/, "");
}

function boundSpan(text: string, span: Span): Span {
  const start = Math.min(Math.max(span.start, 0), text.length);
  const end = Math.min(Math.max(span.end, start), text.length);
  if (end - start <= MAXIMUM_QUOTE) return { start, end };
  const newline = text.lastIndexOf("\n", start + MAXIMUM_QUOTE);
  if (newline > start) return { start, end: text[newline - 1] === "\r" ? newline - 1 : newline };
  const cut = start + MAXIMUM_QUOTE;
  const splitsPair = /[\ud800-\udbff]/.test(text[cut - 1] ?? "") && /[\udc00-\udfff]/.test(text[cut] ?? "");
  return { start, end: splitsPair ? cut - 1 : cut };
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
