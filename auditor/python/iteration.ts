/** What a `for` gets out of a value. */
import type { Place } from "../source/source-file.ts";
import type { Machine } from "./machine.ts";
import { recordBranch } from "./operations.ts";
import type { Value } from "./values.ts";
import { classAttribute } from "./classes.ts";
import { join } from "./join.ts";
import { containerType, members } from "./module-containers.ts";
import { tensorness } from "./tensorness.ts";
import { constant, NO_ARGUMENTS, NUMBER, TEXT, UNKNOWN, withOrigin } from "./values.ts";

export interface Iteration {
  readonly items: readonly Value[];
  /** Further items, of unknown number. */
  readonly rest: Value | undefined;
  /** The items in order, those of unknown number `turns` times; false beside one that may not come, or may come again. */
  each(turns?: number): readonly (readonly [Value, boolean])[];
}

/** Loops over more known items than this run their first ones, and the others as one. */
const UNROLLED = 12;

/** Of a text that is taken apart: names are shorter. */
const MAXIMUM_UNITS = 128;

export function iterate(machine: Machine, value: Value, at: Place): Iteration {
  switch (value.kind) {
    case "sequence":
      if (value.object.isListing === true) return listing(value.object.items, value.object.rest);
      return iteration(
        value.origin === undefined
          ? value.object.items
          : value.object.items.map((item) => withOrigin(item, item.origin ?? value.origin)),
        value.object.rest,
      );
    case "mapping": {
      const keys = [...value.object.entries.keys()].map((key) => constant(key));
      return iteration(keys, value.object.rest === undefined ? undefined : TEXT);
    }
    case "constant":
      return typeof value.value === "string"
        ? iteration(
            Array.from(value.value.slice(0, MAXIMUM_UNITS), (unit) => constant(unit)),
            value.value.length > MAXIMUM_UNITS ? TEXT : undefined,
          )
        : iteration([], undefined);
    case "tensor":
      return iteration([], value);
    case "number":
      if (value.fromTensor) recordBranch(machine, value, at, true);
      return iteration([], NUMBER);
    case "instance":
      return iterateInstance(machine, value, at);
    case "union":
      return iterateUnion(machine, value.alternatives, at);
    default:
      return iteration([], { ...UNKNOWN, maybeTensor: tensorness(value) !== "no", origin: value.origin });
  }
}

/** Of tuples of one length each place is joined by itself; of anything else the items are one. */
function iterateUnion(machine: Machine, alternatives: readonly Value[], at: Place): Iteration {
  const members = alternatives.map((one) => iterate(machine, one, at));
  const length = members[0]?.items.length ?? 0;
  if (members.every(({ items, rest }) => rest === undefined && items.length === length)) {
    const places = Array.from({ length }, (_, index) =>
      members.reduce<Value | undefined>((some, { items }) => join(some, items[index]), undefined),
    );
    return iteration(
      places.map((place) => place ?? UNKNOWN),
      undefined,
    );
  }
  const all = members.flatMap(({ items, rest }) => (rest === undefined ? items : [...items, rest]));
  return iteration(
    [],
    all.reduce<Value | undefined>((a, b) => join(a, b), undefined),
  );
}

function iterateInstance(machine: Machine, value: Value & { kind: "instance" }, at: Place): Iteration {
  const { type, attributes } = value.object;
  if (
    containerType(value) !== undefined &&
    (typeof type === "string" || classAttribute(type, "__iter__") === undefined)
  )
    return iteration(members(value), attributes.get("*"));
  if (
    value.object.contents !== undefined &&
    (typeof type === "string" || classAttribute(type, "__iter__") === undefined)
  )
    return iterate(machine, value.object.contents, at);
  if (typeof type === "string") return iteration([], UNKNOWN);
  const indexed = classAttribute(type, "__getitem__");
  if (classAttribute(type, "__iter__") === undefined && indexed?.kind === "function")
    return iteration(
      [],
      machine.call({ ...indexed, receiver: value }, { ...NO_ARGUMENTS, positional: [NUMBER] }, at),
    );
  const method = machine.getAttribute(value, "__iter__", at);
  if (method.kind !== "function") return iteration([], UNKNOWN);
  const iterator = machine.call(method, { positional: [], keywords: new Map(), rest: undefined }, at);
  if (iterator.kind === "instance" && typeof iterator.object.type !== "string") {
    const next = classAttribute(iterator.object.type, "__next__");
    if (next?.kind === "function")
      return iteration([], machine.call({ ...next, receiver: iterator }, NO_ARGUMENTS, at));
  }
  return iterator.kind === "sequence"
    ? iteration(iterator.object.items, iterator.object.rest)
    : iteration([], UNKNOWN);
}

/** Any of the items comes first, and any may be missing; a loop still meets them one by one. */
function listing(items: readonly Value[], rest: Value | undefined): Iteration {
  return {
    items: [],
    rest: items.reduce<Value | undefined>((a, b) => join(a, b), rest),
    each: () => [...items, ...(rest === undefined ? [] : [rest])].map((item) => [item, false] as const),
  };
}

function iteration(items: readonly Value[], rest: Value | undefined): Iteration {
  return {
    items,
    rest,
    each(turns = 2) {
      const first = items.slice(0, UNROLLED).map((item) => [item, true] as const);
      const others = items.slice(UNROLLED).reduce<Value | undefined>((a, b) => join(a, b), rest);
      if (others === undefined) return first;
      return [...first, ...Array.from({ length: turns }, () => [others, false] as const)];
    },
  };
}
