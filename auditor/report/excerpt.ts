/** One line of source with the part that matters, cut down to what fits a report. */
import type { Location } from "../finding/finding.ts";
import { displayWidth, visibleSource } from "./visible.ts";

/** Gives the text of a line (from 1) of an audited file; undefined where it is not at hand. */
export type LineSource = (file: string, line: number) => string | undefined;

export interface Excerpt {
  readonly line: string;
  /** Spaces and carets to print under `line`. */
  readonly underline: string;
}

const MAXIMUM_WIDTH = 120;
const CONTEXT = 30;

/** The first line of `location`, from `lines` if it is there, else from the quote alone. */
export function excerptOf(location: Location, lines: LineSource | undefined): Excerpt {
  const [quoted = ""] = location.quote.split(/\r?\n/, 1);
  const from = location.startColumn - 1;
  const whole = lines?.(location.file, location.startLine);
  const isThere = whole !== undefined && whole.startsWith(quoted, from);
  return isThere ? frame(whole, from, from + quoted.length) : frame(quoted, 0, quoted.length);
}

function frame(line: string, from: number, to: number): Excerpt {
  const indent = /^\s*/.exec(line)?.[0].length ?? 0;
  const start =
    line.length <= MAXIMUM_WIDTH ? Math.min(indent, from) : Math.max(Math.min(indent, from), from - CONTEXT);
  const end =
    line.length <= start + MAXIMUM_WIDTH ? line.length : Math.min(line.length, start + MAXIMUM_WIDTH);
  const before = (start > indent ? "…" : "") + visibleSource(line.slice(start, from));
  const marked = visibleSource(line.slice(from, Math.min(to, end)));
  const after = visibleSource(line.slice(Math.min(to, end), end)) + (end < line.length ? "…" : "");
  return {
    line: before + marked + after,
    underline: " ".repeat(displayWidth(before)) + "^".repeat(Math.max(1, displayWidth(marked))),
  };
}
