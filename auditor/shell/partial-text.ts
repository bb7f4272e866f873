/** The known parts of a text that is put together while running: the literal itself still says which program is started. */
import type { OperationFact } from "../python/facts.ts";
import { UNKNOWN_PART } from "./paths.ts";

const FORMATTED = /^[\w.\s]*\(\s*(?:args\s*=\s*)?([fF]?)("""|'''|"|')([^]*)$/;

/** Of `run(f"curl {url}")` the text with its holes unknown; undefined where the first argument is no literal. */
export function partialText({ at }: OperationFact): string | undefined {
  if (at.unpacked !== undefined) return undefined;
  const call = at.file.text.slice(at.span.start, Math.min(at.span.end, at.span.start + 4000));
  const found = FORMATTED.exec(call);
  if (found === null) return undefined;
  const [, prefix = "", quote = "", rest = ""] = found;
  const end = rest.search(new RegExp(`(?<!\\\\)${quote}`));
  if (end === -1) return undefined;
  const behind = rest.slice(end + quote.length);
  const holes =
    prefix !== "" || /^\s*\.format\(/.test(behind)
      ? /\{[^{}]*\}/g
      : /^\s*%/.test(behind)
        ? /%[sdr]/g
        : undefined;
  if (holes === undefined && !/^\s*\+/.test(behind)) return undefined;
  const literal = rest.slice(0, end).replace(/\\n/g, "\n");
  return holes === undefined ? literal + UNKNOWN_PART : literal.replace(holes, UNKNOWN_PART);
}
