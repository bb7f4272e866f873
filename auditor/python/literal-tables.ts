/**
 * Tables and texts that are written out in the source. A large one is data: where it goes is followed like where a file's content goes.
 */
import type { Place } from "../source/source-file.ts";
import { join } from "./join.ts";
import { origin, type Origin } from "./origin.ts";
import { contents } from "./tensorness.ts";
import type { Value } from "./values.ts";
import { withOrigin } from "./values.ts";

/** Fewer constants are settings. */
const SMALLEST_TABLE = 20;

const SMALLEST_TEXT = 200;

/** All texts of a table together. */
const SMALLEST_TEXTS = 400;

/** From this length on a text of several words is prose, not a name. */
const SMALLEST_PROSE = 24;

/** How the origin of such a literal is labelled. */
export const LITERAL = /^a (table|text) of \d+ /;

/** How the origin of what was found in one under a key that is not known is labelled. */
export const LOOK_UP = "looks up in the table";

/** A literal container with its origin, if it is a large table of constants (or of rows of them), or holds much text. */
export function asTable(value: Value, at: Place, source?: Origin): Value {
  const { count, length } = sizeOf(value, 0);
  if (count < SMALLEST_TABLE && (length < SMALLEST_TEXTS || count < 2)) return value;
  return withOrigin(value, origin(at, `a table of ${count} constants`, source));
}

export function textOrigin(text: unknown, at: () => Place): Origin | undefined {
  return typeof text === "string" &&
    (text.length >= SMALLEST_TEXT || (text.length >= SMALLEST_PROSE && /\S\s+\S+\s+\S+\s+\S/.test(text)))
    ? origin(at(), `a text of ${text.length} characters`)
    : undefined;
}

interface Size {
  /** Of constants. */
  readonly count: number;
  /** Of their texts, in characters. */
  readonly length: number;
}

function sizeOf(value: Value, depth: number): Size {
  if (value.kind === "constant")
    return {
      count: value.value === null ? 0 : 1,
      length: typeof value.value === "string" ? value.value.length : 0,
    };
  if (depth > 2 || (value.kind !== "sequence" && value.kind !== "mapping")) return { count: 0, length: 0 };
  const items = value.kind === "sequence" ? value.object.items : [...value.object.entries.values()];
  const sizes = items.map((item) => sizeOf(item, depth + 1));
  return {
    count: sizes.reduce((sum, { count }) => sum + count, 0),
    length: sizes.reduce((sum, { length }) => sum + length, 0),
  };
}

/** The long texts in a table, by where each is written out. */
function textsIn(value: Value, depth: number): readonly Origin[] {
  if (value.kind === "constant")
    return value.origin !== undefined && LITERAL.test(value.origin.label) ? [value.origin] : [];
  if (depth > 2 || (value.kind !== "sequence" && value.kind !== "mapping")) return [];
  return contents(value).flatMap((item) => textsIn(item, depth + 1));
}

/** What is found in a table at a key that is not known was made from both. */
export function foundIn(table: Value, index: Value, found: Value, at: Place): Value {
  if (index.kind === "constant") return found;
  const isTable = isLiteral(table.origin);
  const texts = isTable ? [] : textsIn(table, 0);
  if (!isTable && texts.length < 2) return found;
  const from = origin(at, LOOK_UP, table.origin, ...new Set(texts), index.origin);
  if (found.kind !== "union") return withOrigin(found, from);
  // Each of the things that it may be keeps that it was looked up.
  const all = found.alternatives.map((one) => withOrigin(one, from));
  return { ...all.reduce((a, b) => join(a, b)), origin: from };
}

/** Whether it was written out in the source, under whatever name it came here. */
function isLiteral(from: Origin | undefined): boolean {
  let node = from;
  for (let step = 0; node !== undefined && step < MAXIMUM_NAMES; step += 1) {
    if (LITERAL.test(node.label)) return true;
    node = node.from.length === 1 ? node.from[0] : undefined;
  }
  return false;
}

/** A table is imported and named a few times at most. */
const MAXIMUM_NAMES = 8;

/** An item of a row that was looked up was looked up with it. */
export function inRow(row: Value, found: Value, at: Place): Value {
  return row.origin?.label === LOOK_UP ? withOrigin(found, origin(at, "", found.origin, row.origin)) : found;
}
