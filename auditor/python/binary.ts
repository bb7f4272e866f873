/** A binary operator on two values. */
import type { Place } from "../source/source-file.ts";
import { newSequence } from "./containers.ts";
import { foldBinary } from "./fold.ts";
import { join, mapAlternatives } from "./join.ts";
import { isPath, joinedPath } from "./path-values.ts";
import type { Machine } from "./machine.ts";
import { recordOperation } from "./operations.ts";
import { origin } from "./origin.ts";
import { BINARY_OPERATORS } from "./operators.ts";
import { tensorness } from "./tensorness.ts";
import type { Value } from "./values.ts";
import { numberOf, patternOf, stringOf, TEXT, UNKNOWN } from "./values.ts";

/** A binary operator on two values: own dunder methods first, then constants, then an operation on what is known of them. */
export function evaluateBinary(
  machine: Machine,
  symbol: string,
  left: Value,
  right: Value,
  at: Place,
): Value {
  const folded = foldBinary(symbol, left, right);
  if (folded !== undefined) return symbol === "+" ? fromBoth(folded, left, right, at) : folded;
  if (symbol === "/" && (isPath(left) || isPath(right))) {
    const joined = joinedPath([left, right], "path", at);
    if (joined !== undefined) return joined;
  }
  const names = BINARY_OPERATORS[symbol];
  if (names === undefined) return UNKNOWN;
  const own = ownOperator(machine, names.dunder, left, right, at);
  if (own !== undefined) return own;
  const patched = machine.patches.get(`torch.Tensor.${names.dunder}`);
  if (patched !== undefined && left.kind === "tensor")
    return machine.call(patched, { positional: [left, right], keywords: new Map(), rest: undefined }, at);
  if (symbol === "+" && left.kind === "sequence" && right.kind === "sequence") {
    const rest = [left.object.rest, right.object.rest].reduce(
      (a, b) => (a === undefined && b === undefined ? undefined : join(a, b)),
      undefined,
    );
    return newSequence(machine, left.object.type, [...left.object.items, ...right.object.items], rest);
  }
  const combined = foldSets(machine, symbol, left, right);
  if (combined !== undefined) return combined;
  if (symbol === "*" && left.kind === "sequence" && tensorness(right) === "no")
    return repeatSequence(machine, left.object.items, right, left);
  // Only a text can be put in front of a text, whatever else is not known of it.
  const continuesText =
    symbol === "+" && isText(right) && ["external", "unknown", "number"].includes(left.kind);
  if (continuesText || (isText(left) && tensorness(right) === "no")) {
    const pattern = symbol === "+" ? `${patternOf(left) ?? "*"}${patternOf(right) ?? "*"}` : undefined;
    const fromTensor = tensorness(left) !== "no";
    return fromBoth({ ...TEXT, fromTensor, pattern }, left, right, at);
  }
  if (symbol === "+" && left.kind === "union" && stringOf(right) !== undefined)
    return mapAlternatives(left, (one) => evaluateBinary(machine, symbol, one, right, at));
  // What a text is added to is a text.
  if (symbol === "+" && stringOf(right) !== undefined && tensorness(left) === "no")
    return { ...TEXT, pattern: `${patternOf(left) ?? "*"}${patternOf(right) ?? "*"}`, origin: left.origin };
  return recordOperation(
    machine,
    `operator.${names.name}`,
    { positional: [left, right], keywords: new Map(), rest: undefined },
    at,
  );
}

function isText(value: Value): boolean {
  return value.kind === "text" || stringOf(value) !== undefined;
}

/** A text that is put together comes from both of its parts. */
function fromBoth(made: Value, left: Value, right: Value, at: Place): Value {
  const isNumber = made.kind === "constant" && typeof made.value !== "string";
  const from = isNumber ? [] : [left.origin, right.origin].filter((one) => one !== undefined);
  if (from.length === 0) return made;
  const [first] = from;
  return { ...made, origin: new Set(from).size === 1 ? first : origin(at, "", ...from) };
}

/** Sets of constants are sets of constants again: which keys are left is known. */
function foldSets(machine: Machine, symbol: string, left: Value, right: Value): Value | undefined {
  if (left.kind !== "sequence" || right.kind !== "sequence" || left.object.type !== "set") return undefined;
  const parts = [left, right];
  if (
    parts.some(
      ({ object }) => object.rest !== undefined || object.items.some(({ kind }) => kind !== "constant"),
    )
  )
    return undefined;
  const keyOf = (item: Value): unknown => (item.kind === "constant" ? item.value : item);
  const [ours, theirs] = [left, right].map(({ object }) => new Set(object.items.map(keyOf)));
  const kept = left.object.items.filter((item) => theirs?.has(keyOf(item)) === (symbol === "&"));
  const added = right.object.items.filter((item) => ours?.has(keyOf(item)) === false);
  if (symbol === "-" || symbol === "&") return newSequence(machine, "set", kept, undefined);
  if (symbol === "^") return newSequence(machine, "set", [...kept, ...added], undefined);
  return symbol === "|"
    ? newSequence(machine, "set", [...left.object.items, ...added], undefined)
    : undefined;
}

function repeatSequence(machine: Machine, items: readonly Value[], count: Value, whole: Value): Value {
  const times = numberOf(count);
  if (
    whole.kind === "sequence" &&
    whole.object.rest === undefined &&
    times !== undefined &&
    times >= 0 &&
    times * items.length <= 64
  )
    return newSequence(machine, "list", Array.from({ length: times }, () => items).flat(), undefined);
  return newSequence(
    machine,
    "list",
    [],
    items.reduce<Value | undefined>((a, b) => join(a, b), undefined),
  );
}

/** An object of one of the submission's own classes, tensors of such a class included. */
function isOwnObject(value: Value): boolean {
  if (value.kind === "tensor") return value.type !== undefined;
  return value.kind === "instance" && typeof value.object.type !== "string";
}

function ownOperator(
  machine: Machine,
  dunder: string,
  left: Value,
  right: Value,
  at: Place,
): Value | undefined {
  if (isOwnObject(left)) {
    const method = machine.getAttribute(left, dunder, at);
    if (method.kind === "function")
      return machine.call(method, { positional: [right], keywords: new Map(), rest: undefined }, at);
  }
  if (isOwnObject(right)) {
    const reflected = machine.getAttribute(right, `__r${dunder.slice(2)}`, at);
    if (reflected.kind === "function")
      return machine.call(reflected, { positional: [left], keywords: new Map(), rest: undefined }, at);
  }
  return undefined;
}
