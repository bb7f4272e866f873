/** What is in a value: tensors or not, the items of containers, the places it all came from. */
import type { Origin } from "./origin.ts";
import type { MappingValue, SequenceValue, Value } from "./values.ts";

/** Of an object: more than real classes have. */
const MAXIMUM_ATTRIBUTES = 64;

/** How sure it is that a value is a tensor (or holds one). */
export type Tensorness = "tensor" | "maybe" | "no";

export function tensorness(value: Value, depth = 0): Tensorness {
  switch (value.kind) {
    case "tensor":
      return "tensor";
    case "unknown":
      return value.maybeTensor ? "maybe" : "no";
    case "union":
      return strongest(value.alternatives, depth);
    case "sequence":
      return depth > 2 ? "no" : strongest(contents(value), depth + 1);
    case "mapping":
      return depth > 2 ? "no" : strongest(contents(value), depth + 1);
    default:
      return "no";
  }
}

function strongest(values: readonly Value[], depth: number): Tensorness {
  let found: Tensorness = "no";
  for (const value of values) {
    const one = tensorness(value, depth);
    if (one === "tensor") return "tensor";
    if (one === "maybe") found = "maybe";
  }
  return found;
}

/** The items of a container. */
export function contents(value: SequenceValue | MappingValue): readonly Value[] {
  const items = value.kind === "sequence" ? value.object.items : [...value.object.entries.values()];
  return value.object.rest === undefined ? items : [...items, value.object.rest];
}

/** Every origin in a value, those of a container's items included: what a result made from it came from. */
export function originsOf(value: Value, depth = 0): readonly Origin[] {
  const own = value.origin === undefined ? [] : [value.origin];
  if (depth > 2) return own;
  // An attribute or method of something is seen through it.
  if (value.kind === "external" && own.length === 0 && value.receiver !== undefined)
    return originsOf(value.receiver, depth + 1);
  if (value.kind === "union")
    return [...own, ...value.alternatives.flatMap((one) => originsOf(one, depth + 1))];
  if (value.kind === "sequence" || value.kind === "mapping")
    return [...own, ...contents(value).flatMap((item) => originsOf(item, depth + 1))];
  if (value.kind === "instance" && depth < 2) {
    const held = [...value.object.attributes.values()].slice(0, MAXIMUM_ATTRIBUTES);
    if (value.object.contents !== undefined) held.push(value.object.contents);
    return [...own, ...held.flatMap((item) => originsOf(item, depth + 1))];
  }
  return own;
}
