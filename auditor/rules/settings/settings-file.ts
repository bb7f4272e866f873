/** A settings file (YAML or JSON) as values with places. */
import { LineCounter, parseDocument, isMap, isNode, isScalar, type Document, type Node } from "yaml";
import type { Span } from "../../source/source-file.ts";

export interface Settings {
  /** The value under a key such as `optimizer.lr`; undefined when there is none. */
  readonly get: (key: string) => unknown;
  /** Where the value stands; of a missing one, where the nearest section that is there stands. */
  readonly spanOf: (key: string) => Span;
}

/** Deeper or larger files are no settings that a person wrote. */
const MAXIMUM_TEXT = 200_000;

/** Undefined for a text that is not YAML (JSON is YAML too), or that asks for more than it holds. */
export function readSettings(text: string): Settings | undefined {
  if (text.length > MAXIMUM_TEXT) return undefined;
  const document = parse(text);
  if (document === undefined || document.errors.length > 0) return undefined;
  let plain: unknown;
  try {
    plain = document.toJS({ maxAliasCount: 100 });
  } catch {
    return undefined;
  }
  return {
    get: (key) => at(plain, key.split(".")),
    spanOf: (key) => spanOf(document, key.split(".")),
  };
}

function parse(text: string): Document.Parsed | undefined {
  try {
    return parseDocument(text, {
      merge: true,
      uniqueKeys: false,
      lineCounter: new LineCounter(),
      logLevel: "silent",
    });
  } catch {
    return undefined;
  }
}

function at(value: unknown, path: readonly string[]): unknown {
  let current = value;
  for (const part of path) {
    if (typeof current !== "object" || current === null || !Object.hasOwn(current, part)) return undefined;
    current = (current as Record<string, unknown>)[part];
  }
  return current;
}

function spanOf(document: Document.Parsed, path: readonly string[]): Span {
  let node: unknown = document.contents;
  let span = rangeOf(document.contents) ?? { start: 0, end: 0 };
  for (const part of path) {
    if (!isMap(node)) break;
    // Of a key that is given twice the last counts.
    const pair = node.items.findLast(({ key }) => (isScalar(key) ? String(key.value) : String(key)) === part);
    const key = pair === undefined ? undefined : rangeOf(pair.key);
    if (pair === undefined || key === undefined) return { start: span.start, end: span.start };
    const end = rangeOf(pair.value)?.end ?? key.end;
    span = { start: key.start, end };
    node = pair.value;
  }
  return span;
}

function rangeOf(node: unknown): Span | undefined {
  const range = isNode(node) ? (node as Node).range : undefined;
  return range === undefined || range === null ? undefined : { start: range[0], end: range[1] };
}
