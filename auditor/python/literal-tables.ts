/**
 * Tables and texts that are written out in the source. A large one is data: where it goes is followed like where a file's content goes.
 */
import type { Place } from "../source/source-file.ts";
import { join } from "./join.ts";
import { origin, type Origin } from "./origin.ts";
import type { Value } from "./values.ts";
import { withOrigin } from "./values.ts";

/** Fewer constants are settings. */
const SMALLEST_TABLE = 20;

const SMALLEST_TEXT = 200;

/** How the origin of such a literal is labelled. */
export const LITERAL = /^a (table|text) of \d+ /;

/** A literal container with its origin, if it is a large table of constants (or of rows of them). */
export function asTable(value: Value, at: Place): Value {
  const count = constantsIn(value, 0);
  return count < SMALLEST_TABLE ? value : withOrigin(value, origin(at, `a table of ${count} constants`));
}

export function textOrigin(text: unknown, at: () => Place): Origin | undefined {
  return typeof text === "string" && text.length >= SMALLEST_TEXT
    ? origin(at(), `a text of ${text.length} characters`)
    : undefined;
}

function constantsIn(value: Value, depth: number): number {
  if (value.kind === "constant") return value.value === null ? 0 : 1;
  if (depth > 2) return 0;
  if (value.kind !== "sequence" && value.kind !== "mapping") return 0;
  const items = value.kind === "sequence" ? value.object.items : [...value.object.entries.values()];
  return items.reduce((sum, item) => sum + constantsIn(item, depth + 1), 0);
}

/** What is found in a table at a key that is not known was made from both. */
export function foundIn(table: Value, index: Value, found: Value, at: Place): Value {
  if (table.origin === undefined || !LITERAL.test(table.origin.label) || index.kind === "constant")
    return found;
  const from = origin(at, "looks up in the table", table.origin, index.origin);
  if (found.kind !== "union") return withOrigin(found, from);
  return { ...found.alternatives.reduce((a, b) => join(a, b)), origin: from };
}
