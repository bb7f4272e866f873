/** A binary operator on two values. */
import type { Place } from "../source/source-file.ts";
import { newSequence } from "./containers.ts";
import { foldBinary } from "./fold.ts";
import { join } from "./join.ts";
import { isPath, joinedPath } from "./path-values.ts";
import type { Machine } from "./machine.ts";
import { recordOperation } from "./operations.ts";
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
  if (folded !== undefined) return folded;
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
  if (symbol === "*" && left.kind === "sequence" && tensorness(right) === "no")
    return repeatSequence(machine, left.object.items, right, left);
  if ((left.kind === "text" || stringOf(left) !== undefined) && tensorness(right) === "no")
    return {
      ...TEXT,
      pattern: symbol === "+" ? `${patternOf(left) ?? "*"}${patternOf(right) ?? "*"}` : undefined,
      origin: left.origin ?? right.origin,
    };
  return recordOperation(
    machine,
    `operator.${names.name}`,
    { positional: [left, right], keywords: new Map(), rest: undefined },
    at,
  );
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

function ownOperator(
  machine: Machine,
  dunder: string,
  left: Value,
  right: Value,
  at: Place,
): Value | undefined {
  if (left.kind === "instance" && typeof left.object.type !== "string") {
    const method = machine.getAttribute(left, dunder, at);
    if (method.kind === "function")
      return machine.call(method, { positional: [right], keywords: new Map(), rest: undefined }, at);
  }
  if (right.kind === "instance" && typeof right.object.type !== "string") {
    const reflected = machine.getAttribute(right, `__r${dunder.slice(2)}`, at);
    if (reflected.kind === "function")
      return machine.call(reflected, { positional: [left], keywords: new Map(), rest: undefined }, at);
  }
  return undefined;
}
