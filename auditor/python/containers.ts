/** Making and reading lists, tuples, sets and dicts. */
import type { Machine } from "./machine.ts";
import type { MappingValue, SequenceObject, SequenceValue, Value } from "./values.ts";
import { join } from "./join.ts";
import { contents } from "./tensorness.ts";
import { numberOf, UNKNOWN } from "./values.ts";

/** Longer lists are one "any of these": a constant table of a million entries is data, not structure. */
const MAXIMUM_ITEMS = 256;

export function newSequence(
  machine: Machine,
  type: SequenceObject["type"],
  items: readonly Value[],
  rest: Value | undefined,
): SequenceValue {
  const kept = items.slice(0, MAXIMUM_ITEMS);
  const overflow = items.slice(MAXIMUM_ITEMS).reduce<Value | undefined>((a, b) => join(a, b), rest);
  return { kind: "sequence", object: { id: machine.nextId(), type, items: kept, rest: overflow } };
}

export function newMapping(machine: Machine): MappingValue {
  return { kind: "mapping", object: { id: machine.nextId(), entries: new Map(), rest: undefined } };
}

export function append(sequence: SequenceValue, item: Value): void {
  const { object } = sequence;
  if (object.rest === undefined && object.items.length < MAXIMUM_ITEMS) object.items.push(item);
  else object.rest = join(object.rest, item);
}

/** The item at a key or index; any of the items where that is not known; undefined where there is none. */
export function itemOf(container: SequenceValue | MappingValue, index: Value): Value | undefined {
  if (container.kind === "mapping" && index.kind === "constant") {
    const found = container.object.entries.get(index.value);
    if (found !== undefined) return found;
    return container.object.rest;
  }
  const position =
    container.kind === "sequence" && container.object.isListing === true ? undefined : numberOf(index);
  if (container.kind === "sequence" && position !== undefined) {
    const { items, rest } = container.object;
    const found = rest === undefined || position >= 0 ? items.at(position) : undefined;
    if (found !== undefined) return found;
    if (rest !== undefined) return rest;
  }
  const all = contents(container);
  return all.length === 0 ? undefined : all.reduce((a, b) => join(a, b));
}

export function setItem(container: SequenceValue | MappingValue, index: Value, value: Value): void {
  if (container.kind === "mapping") {
    if (index.kind === "constant" && container.object.entries.size < MAXIMUM_ITEMS)
      container.object.entries.set(index.value, value);
    else container.object.rest = join(container.object.rest, value);
    return;
  }
  const position = numberOf(index);
  if (position !== undefined && position >= 0 && position < container.object.items.length)
    container.object.items[position] = value;
  else container.object.rest = join(container.object.rest, value);
}

export function anyOf(container: SequenceValue | MappingValue): Value {
  return contents(container).reduce<Value | undefined>((a, b) => join(a, b), undefined) ?? UNKNOWN;
}
