/** Chains of comparisons: what folds, and what is an operation on tensors. */
import { join } from "./join.ts";
import type { Machine } from "./machine.ts";
import { recordOperation } from "./operations.ts";
import { origin } from "./origin.ts";
import { tensorness } from "./tensorness.ts";
import { isComparison } from "./operators.ts";
import type { Expression } from "./syntax.ts";
import type { Value } from "./values.ts";
import { constant, NUMBER, stringOf, truthOf, UNKNOWN } from "./values.ts";

/** `isinstance`, `is None` and comparisons of constants fold; those of tensors are operations. */
export function evaluateCompare(machine: Machine, expression: Expression & { kind: "compare" }): Value {
  const operands = expression.operands.map((operand) => machine.evaluate(operand));
  let result: Value | undefined;
  for (const [index, symbol] of expression.ops.entries()) {
    const left = operands[index] ?? UNKNOWN;
    const right = operands[index + 1] ?? UNKNOWN;
    const one = compareOne(machine, symbol, left, right, expression);
    if (truthOf(one) === false) return one;
    result = result === undefined || truthOf(result) === true ? one : join(result, one);
  }
  return result ?? UNKNOWN;
}

function compareOne(
  machine: Machine,
  symbol: string,
  left: Value,
  right: Value,
  expression: Expression,
): Value {
  machine.comparisons.push({ symbol, left, right });
  if (symbol === "is" || symbol === "is not") {
    const same = identical(left, right);
    return same === undefined ? NUMBER : constant(same === (symbol === "is"));
  }
  if (symbol === "in" || symbol === "not in") {
    if (tensorness(right) === "tensor" && right.kind === "tensor")
      return contains(machine, left, right, expression);
    const found = containedIn(left, right);
    if (found !== undefined) return constant(found === (symbol === "in"));
    const name = stringOf(left);
    if (right.kind !== "external" || name === undefined) return NUMBER;
    const label = `looks for "${name}" in ${right.path}`;
    return { ...NUMBER, origin: origin(machine.place(expression.span), label, right.origin) };
  }
  return isComparison(symbol) ? machine.binary(symbol, left, right, machine.place(expression.span)) : NUMBER;
}

/** `value in tensor` compares with each of its values and decides. */
function contains(machine: Machine, item: Value, tensor: Value, expression: Expression): Value {
  const args = { positional: [tensor, item], keywords: new Map<string, Value>(), rest: undefined };
  const found = recordOperation(machine, "torch.Tensor.__contains__", args, machine.place(expression.span));
  return { kind: "number", fromTensor: true, origin: found.origin };
}

function identical(left: Value, right: Value): boolean | undefined {
  if (left.kind === "constant" && right.kind === "constant") return left.value === right.value;
  const none =
    left.kind === "constant" && left.value === null
      ? right
      : right.kind === "constant" && right.value === null
        ? left
        : undefined;
  // Only what is certainly an object is certainly not None.
  return none !== undefined && !["unknown", "union", "external"].includes(none.kind) ? false : undefined;
}

function containedIn(item: Value, container: Value): boolean | undefined {
  if (item.kind !== "constant") return undefined;
  if (container.kind === "mapping" && container.object.rest === undefined)
    return container.object.entries.has(item.value);
  if (container.kind === "constant" && typeof container.value === "string")
    return container.value.includes(String(item.value));
  if (container.kind !== "sequence" || container.object.rest !== undefined) return undefined;
  const items = container.object.items;
  if (items.some((one) => one.kind === "constant" && one.value === item.value)) return true;
  return items.every((one) => one.kind === "constant") ? false : undefined;
}
