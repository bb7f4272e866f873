/** Builtins that make, read and change containers, numbers and text. */
import { newMapping, newSequence, setItem } from "../containers.ts";
import { heldBy } from "../effects.ts";
import { iterate } from "../iteration.ts";
import { origin } from "../origin.ts";
import { isHostNumber, recordBranch, recordOperation } from "../operations.ts";
import type { Value } from "../values.ts";
import { join } from "../join.ts";
import { contents, originsOf, tensorness } from "../tensorness.ts";
import { constant, NONE, NUMBER, numberOf, SIZE, stringOf, UNKNOWN } from "../values.ts";
import type { ExternalCall, Intrinsic, IntrinsicTable } from "./intrinsic.ts";
import { argument, positional } from "./intrinsic.ts";

/** `range` up to this length is unrolled into its numbers. */
const UNROLLED_RANGE = 12;

const sequenceFrom =
  (type: "list" | "tuple" | "set"): Intrinsic =>
  (call) => {
    const source = argument(call, 0);
    if (source === undefined) return newSequence(call.machine, type, [], undefined);
    if (source.kind === "tensor" || isListing(source)) return source;
    const { items, rest } = iterate(call.machine, source, call.at);
    return newSequence(call.machine, type, items, rest);
  };

/** What a folder holds has no order that means anything. */
function isListing(value: Value): boolean {
  return value.kind === "sequence" && value.object.isListing === true;
}

const emptyList: Intrinsic = (call) => newSequence(call.machine, "list", [], undefined);

export const DATA: IntrinsicTable = {
  "builtins.list": sequenceFrom("list"),
  "collections.deque": sequenceFrom("list"),
  "collections.UserList": sequenceFrom("list"),
  "queue.Queue": emptyList,
  "queue.SimpleQueue": emptyList,
  "queue.LifoQueue": emptyList,
  "collections.defaultdict": (call) => {
    const mapping = newMapping(call.machine);
    const factory = argument(call, 0);
    const isNumber = factory?.kind === "external" && /^builtins\.(int|float)$/.test(factory.path);
    // What is under a key that nobody set, and what is put there later through it.
    if (isNumber) mapping.object.rest = NUMBER;
    else if (factory !== undefined && (factory.kind !== "constant" || factory.value !== null))
      mapping.object.rest = call.machine.call(factory, positional(), call.at);
    return mapping;
  },
  "collections.OrderedDict": (call) => DATA["builtins.dict"]?.(call),
  "types.MappingProxyType": (call) => argument(call, 0),
  "builtins.tuple": sequenceFrom("tuple"),
  "builtins.set": sequenceFrom("set"),
  "builtins.frozenset": sequenceFrom("set"),
  "builtins.sorted": (call) => {
    const { items, rest } = iterate(call.machine, argument(call, 0) ?? UNKNOWN, call.at);
    const all = rest === undefined ? items : [...items, rest];
    const measures = all.map((item) => decideBy(call, call.args.keywords.get("key"), item));
    recordOperation(
      call.machine,
      "builtins.sorted",
      positional(...measures.slice(0, UNROLLED_RANGE)),
      call.at,
    );
    const source = argument(call, 0);
    return source !== undefined && isListing(source)
      ? source
      : newSequence(call.machine, "list", items, rest);
  },
  "builtins.iter": (call) => argument(call, 0),
  "builtins.reversed": (call) => {
    const source = argument(call, 0);
    if (source !== undefined && isListing(source)) return source;
    const { items, rest } = iterate(call.machine, argument(call, 0) ?? UNKNOWN, call.at);
    return newSequence(call.machine, "list", items.toReversed(), rest);
  },
  "builtins.next": (call) => {
    const { items, rest } = iterate(call.machine, argument(call, 0) ?? UNKNOWN, call.at);
    return items[0] ?? rest ?? argument(call, 1);
  },
  "builtins.dict": (call) => {
    const mapping = newMapping(call.machine);
    const source = argument(call, 0);
    if (source?.kind === "mapping") {
      for (const [key, value] of source.object.entries) mapping.object.entries.set(key, value);
      mapping.object.rest = source.object.rest;
    } else if (source?.kind === "sequence") {
      for (const pair of contents(source))
        if (pair.kind === "sequence")
          setItem(mapping, pair.object.items[0] ?? UNKNOWN, pair.object.items[1] ?? UNKNOWN);
    } else if (source !== undefined) mapping.object.rest = UNKNOWN;
    for (const [name, value] of call.args.keywords) mapping.object.entries.set(name, value);
    return mapping;
  },
  "builtins.range": (call) => {
    const bounds = call.args.positional.map((bound) => numberOf(bound));
    const [start, stop] = bounds.length === 1 ? [0, bounds[0]] : [bounds[0], bounds[1]];
    const known = start !== undefined && stop !== undefined && bounds.length < 3;
    if (known && stop - start <= UNROLLED_RANGE)
      return newSequence(
        call.machine,
        "list",
        Array.from({ length: Math.max(0, stop - start) }, (_, at) => constant(start + at)),
        undefined,
      );
    // How often a program loops is a fact about it; in the scored computation it is a matter of shapes.
    const isBounded = call.machine.region === 0 && call.machine.entryCalls === 0;
    if (isBounded && call.args.positional.some((bound) => originsOf(bound).length > 0))
      recordOperation(call.machine, "builtins.range", call.args, call.at);
    const fromTensor = call.args.positional.some(
      (bound) => isHostNumber(bound) || tensorness(bound) === "tensor",
    );
    return fromTensor
      ? {
          kind: "number",
          fromTensor,
          origin: call.args.positional.find((bound) => bound.origin !== undefined)?.origin,
        }
      : newSequence(call.machine, "list", [], NUMBER);
  },
  "builtins.len": (call) => {
    const value = argument(call, 0);
    if (value?.kind === "sequence" && value.object.rest === undefined)
      return constant(value.object.items.length);
    if (value?.kind === "mapping" && value.object.rest === undefined)
      return constant(value.object.entries.size);
    const text = stringOf(value);
    if (text !== undefined) return constant(text.length);
    // In the scored computation sizes are configuration; elsewhere it counts what the size is of.
    const from =
      call.machine.entryCalls > 0 || call.machine.region > 0 || value === undefined
        ? []
        : heldBy(call.machine, value);
    return from.length === 0
      ? SIZE
      : { ...SIZE, origin: { ...origin(call.at, "calls builtins.len", ...from), flow: "shape" } };
  },
  "builtins.enumerate": (call) => {
    const { items, rest } = iterate(call.machine, argument(call, 0) ?? UNKNOWN, call.at);
    const pair = (index: Value, item: Value) => newSequence(call.machine, "tuple", [index, item], undefined);
    return newSequence(
      call.machine,
      "list",
      items.map((item, index) => pair(constant(index), item)),
      rest === undefined ? undefined : pair(NUMBER, rest),
    );
  },
  "builtins.zip": zip,
  "builtins.map": (call) => {
    const [callee, ...sources] = call.args.positional;
    if (callee === undefined) return undefined;
    const zipped = sources.map((source) => iterate(call.machine, source, call.at));
    const shortest = Math.min(...zipped.map((one) => one.items.length));
    const invoke = (row: readonly Value[]) => call.machine.call(callee, positional(...row), call.at);
    const items = Array.from({ length: shortest }, (_, index) =>
      invoke(zipped.map((one) => one.items[index] ?? UNKNOWN)),
    );
    const open =
      zipped.every((one) => one.rest !== undefined || one.items.length > shortest) &&
      zipped.some((one) => one.rest !== undefined);
    return newSequence(
      call.machine,
      "list",
      items,
      open ? invoke(zipped.map((one) => one.rest ?? UNKNOWN)) : undefined,
    );
  },
  "builtins.filter": (call) => {
    const [predicate, source] = call.args.positional;
    const { items, rest } = iterate(call.machine, source ?? UNKNOWN, call.at);
    const all = rest === undefined ? items : [...items, rest];
    // What is kept is decided item by item.
    for (const item of all) decideBy(call, predicate, item);
    return newSequence(
      call.machine,
      "list",
      [],
      all.reduce<Value | undefined>((a, b) => join(a, b), undefined),
    );
  },
  "functools.reduce": (call) => {
    const [callee, source, initial] = call.args.positional;
    if (callee === undefined || source === undefined) return undefined;
    const all = iterate(call.machine, source, call.at)
      .each()
      .map(([item]) => item);
    const start = initial ?? all.shift() ?? UNKNOWN;
    return all.reduce((sum, item) => call.machine.call(callee, positional(sum, item), call.at), start);
  },
  "itertools.accumulate": (call) => {
    const [source, callee] = call.args.positional;
    if (source === undefined || callee === undefined) return undefined;
    const items = iterate(call.machine, source, call.at)
      .each()
      .map(([item]) => item);
    const sums: Value[] = [];
    for (const item of items)
      sums.push(
        sums.length === 0 ? item : call.machine.call(callee, positional(sums.at(-1) ?? item, item), call.at),
      );
    return newSequence(
      call.machine,
      "list",
      [],
      sums.reduce<Value | undefined>((a, b) => join(a, b), undefined),
    );
  },
  "itertools.starmap": (call) => {
    const [callee, source] = call.args.positional;
    if (source === undefined || callee === undefined) return undefined;
    const rows = iterate(call.machine, source, call.at)
      .each()
      .map(([row]) => iterate(call.machine, row, call.at).items);
    return newSequence(
      call.machine,
      "list",
      rows.map((row) => call.machine.call(callee, positional(...row), call.at)),
      undefined,
    );
  },
  "itertools.chain.from_iterable": (call) => {
    const rows = iterate(call.machine, argument(call, 0) ?? UNKNOWN, call.at)
      .each()
      .map(([row]) => row);
    return DATA["itertools.chain"]?.({ ...call, args: positional(...rows) });
  },
  "itertools.islice": (call) => {
    const { items, rest } = iterate(call.machine, argument(call, 0) ?? UNKNOWN, call.at);
    const bounds = call.args.positional.slice(1).map((bound) => numberOf(bound));
    const [start, stop] = bounds.length === 1 ? [0, bounds[0]] : [bounds[0] ?? 0, bounds[1]];
    const isPlain = rest === undefined && bounds.length < 3;
    return newSequence(
      call.machine,
      "list",
      isPlain ? items.slice(start, stop) : [],
      isPlain ? undefined : items.reduce<Value | undefined>((a, b) => join(a, b), rest),
    );
  },
  "itertools.chain": (call) => {
    const parts = call.args.positional.map((part) => iterate(call.machine, part, call.at));
    const rest = parts.reduce<Value | undefined>(
      (a, b) => (b.rest === undefined ? a : join(a, b.rest)),
      undefined,
    );
    return newSequence(
      call.machine,
      "list",
      parts.flatMap((part) => part.items),
      rest,
    );
  },
  "builtins.print": (call) => {
    recordOperation(call.machine, "builtins.print", call.args, call.at, { binding: call.callee.origin });
    return NONE;
  },
  "copy.copy": (call) => argument(call, 0),
  "copy.deepcopy": (call) => argument(call, 0),
};

function decideBy(call: ExternalCall, key: Value | undefined, item: Value): Value {
  const isCallable = key !== undefined && !(key.kind === "constant" && key.value === null);
  const measure = isCallable ? call.machine.call(key, positional(item), call.at) : item;
  recordBranch(call.machine, measure, call.at, true);
  return measure;
}

function zip(call: ExternalCall): Value {
  const parts = call.args.positional.map((part) => iterate(call.machine, part, call.at));
  const exact = parts.every((part) => part.rest === undefined);
  const length = Math.min(...parts.map((part) => part.items.length), 256);
  const row = (values: readonly Value[]) => newSequence(call.machine, "tuple", values, undefined);
  const rows = Array.from({ length }, (_, index) => row(parts.map((part) => part.items[index] ?? UNKNOWN)));
  const open = row(
    parts.map((part) => part.items.reduce<Value | undefined>((a, b) => join(a, b), part.rest) ?? UNKNOWN),
  );
  return newSequence(call.machine, "list", rows, exact ? undefined : open);
}
