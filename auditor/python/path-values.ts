/** Joining and taking apart paths of files, of which only a part may be known. */
import type { Place } from "../source/source-file.ts";
import { joinPath, shownText } from "./fold.ts";
import { join } from "./join.ts";
import { origin, type Origin } from "./origin.ts";
import { alternatives, patternOf, TEXT, type Value } from "./values.ts";

/** Of a path that may be one of several: more are not told apart. */
const MAXIMUM_ALTERNATIVES = 16;

/** Whether a value is a `pathlib` path. */
export function isPath(value: Value): boolean {
  if (value.kind === "union") return value.alternatives.some(isPath);
  if (value.kind === "constant" || value.kind === "text") return value.type === "path";
  return value.kind === "external" && /^pathlib\.\w*Path\(\)$/.test(value.path);
}

/** The parts joined by slashes; undefined where nothing of it is known. */
export function joinedPath(parts: readonly Value[], type: "path" | undefined, at: Place): Value | undefined {
  let ways: readonly (readonly Value[])[] = [[]];
  for (const part of parts)
    ways = ways
      .flatMap((way) => alternatives(part).map((one) => [...way, one]))
      .slice(0, MAXIMUM_ALTERNATIVES);
  return ways
    .flatMap((way) => joinedOne(way, type, at) ?? [])
    .reduce<Value | undefined>((some, one) => (some === undefined ? one : join(some, one)), undefined);
}

function joinedOne(parts: readonly Value[], type: "path" | undefined, at: Place): Value | undefined {
  const from = sourceOf(parts, at);
  const texts = parts.map((part) => shownText(part));
  if (texts.every((text) => text !== undefined)) {
    const text = texts.reduce((left, right) => joinPath(left, right), "");
    return { kind: "constant", value: type === "path" ? text || "." : text, type, origin: from };
  }
  const patterns = parts.map((part) => patternOf(part) ?? "*");
  const pattern = patterns.reduce((left, right) => joinPath(left, right), "");
  return /[^*/]/.test(pattern) ? { ...TEXT, pattern, type, origin: from } : undefined;
}

function sourceOf(parts: readonly Value[], at: Place): Origin | undefined {
  const sources = [...new Set(parts.flatMap((part) => part.origin ?? []))];
  return sources.length > 1 ? origin(at, "", ...sources) : sources[0];
}
