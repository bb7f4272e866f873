/** The value of each kind of expression. */
import { foldSlice, shownText } from "./fold.ts";
import type { Machine } from "./machine.ts";
import { assign } from "./assign.ts";
import { outcomesOf, underCondition } from "./branches.ts";
import { isHostNumber, recordBranch, recordOperation } from "./operations.ts";
import { UNARY_OPERATORS } from "./operators.ts";
import { lookUp } from "./scope.ts";
import type { Argument, Expression, LambdaExpression } from "./syntax.ts";
import type { CallArguments, Value } from "./values.ts";
import { join, mapAlternatives } from "./join.ts";
import { contents, tensorness } from "./tensorness.ts";
import { alternatives, constant, NONE, numberOf, patternOf, TEXT, truthOf, UNKNOWN } from "./values.ts";
import { newMapping, newSequence } from "./containers.ts";
import { sliceIndex } from "./parts.ts";
import { asTable, textOrigin } from "./literal-tables.ts";
import { origin } from "./origin.ts";
import { containerType, sliceMembers } from "./module-containers.ts";
import { iterate } from "./iteration.ts";
import { makeFunction } from "./functions.ts";
import { evaluateCompare } from "./compare.ts";
import { evaluateComprehension } from "./comprehension.ts";
import { builtinNamed } from "./builtin-names.ts";

export function evaluate(machine: Machine, expression: Expression): Value {
  switch (expression.kind) {
    case "name":
      return evaluateName(machine, expression.id, expression);
    case "literal":
      return {
        kind: "constant",
        value: expression.value,
        type: expression.bytes === true ? "bytes" : undefined,
        origin: textOrigin(expression.value, () => machine.place(expression.span)),
      };
    case "formatted":
      return evaluateFormatted(machine, expression.parts, expression);
    case "attribute":
      return machine.getAttribute(
        machine.evaluate(expression.object),
        expression.name,
        machine.place(expression.span),
      );
    case "subscript":
      return evaluateSubscript(machine, expression);
    case "slice":
      return evaluateAll(machine, [expression.lower, expression.upper, expression.step]);
    case "call":
      return evaluateCall(machine, expression);
    case "binary":
      return machine.binary(
        expression.op,
        machine.evaluate(expression.left),
        machine.evaluate(expression.right),
        machine.place(expression.span),
      );
    case "unary":
      return evaluateUnary(machine, expression.op, machine.evaluate(expression.operand), expression);
    case "boolean":
      return evaluateBoolean(machine, expression);
    case "compare":
      return evaluateCompare(machine, expression);
    case "conditional":
      return evaluateConditional(machine, expression);
    case "lambda":
      return makeLambda(machine, expression);
    case "collection":
      return asTable(
        newSequence(machine, expression.type, ...evaluateItems(machine, expression.items)),
        machine.place(expression.span),
      );
    case "dict":
      return asTable(evaluateDict(machine, expression), machine.place(expression.span));
    case "comprehension":
      return evaluateComprehension(machine, expression);
    case "walrus": {
      const value = machine.evaluate(expression.value);
      assign(machine, { kind: "name", id: expression.name, span: expression.span }, value);
      return value;
    }
    case "yield": {
      const value = expression.value === null ? NONE : machine.evaluate(expression.value);
      machine.frame.yielded = join(
        machine.frame.yielded,
        expression.from ? anyItem(machine, value, expression) : value,
      );
      return UNKNOWN;
    }
    case "starred":
    case "await":
      return machine.evaluate(expression.value);
    case "unparsed":
      return UNKNOWN;
  }
}

function evaluateName(machine: Machine, id: string, at: Expression): Value {
  if (id === "__name__") return constant(machine.frame.module.name === "" ? "__main__" : runName(machine));
  if (id === "__file__") return constant(machine.frame.module.file.path);
  return lookUp(machine.frame.scope, id) ?? builtinNamed(id, machine.place(at.span)) ?? UNKNOWN;
}

/** A file that nothing imports is run as a program. */
function runName(machine: Machine): string {
  const { module } = machine.frame;
  const isProgram = machine.reach === "script" || machine.program?.module.file === module.file;
  return isProgram && module.state === "running" && !module.imported ? "__main__" : module.name;
}

function evaluateFormatted(machine: Machine, parts: readonly (string | Expression)[], at: Expression): Value {
  let text: string | undefined = "";
  const values: Value[] = [];
  for (const part of parts) {
    const value = typeof part === "string" ? constant(part) : machine.evaluate(part);
    values.push(value);
    const shown: string | undefined = shownText(value);
    text = text === undefined || shown === undefined ? undefined : text + shown;
  }
  if (text !== undefined) return constant(text);
  const from = values.flatMap((value) => (value.origin === undefined ? [] : [value.origin]));
  return {
    kind: "text",
    fromTensor: values.some((value) => tensorness(value) === "tensor" || isHostNumber(value)),
    pattern: values.map((value) => patternOf(value) ?? "*").join(""),
    origin: from.length > 1 ? origin(machine.place(at.span), "", ...from) : from[0],
  };
}

function evaluateAll(machine: Machine, parts: readonly (Expression | null)[]): Value {
  const items = parts.map((part) => (part === null ? NONE : machine.evaluate(part)));
  return newSequence(machine, "tuple", items, undefined);
}

function evaluateSubscript(machine: Machine, expression: Expression & { kind: "subscript" }): Value {
  const container = machine.evaluate(expression.object);
  if (expression.index.kind === "slice") {
    const parts = [expression.index.lower, expression.index.upper, expression.index.step];
    const [lower, upper, step] = parts.map((part) => (part === null ? undefined : machine.evaluate(part)));
    for (const bound of [lower, upper, step])
      if (bound !== undefined && tensorness(container) !== "no")
        recordBranch(machine, bound, machine.place(expression.index.span), true);
    const sliced = mapAlternatives(container, (one) => sliceOf(machine, one, lower, upper, step) ?? UNKNOWN);
    if (container.kind === "instance" && containerType(container) !== undefined)
      return sliceMembers(machine, container, numberOf(lower), numberOf(upper));
    if (alternatives(container).every((one) => one.kind === "constant" || one.kind === "sequence"))
      return sliced;
    const bounds = newSequence(machine, "tuple", [lower ?? NONE, upper ?? NONE, step ?? NONE], undefined);
    return machine.getItem(container, sliceIndex(bounds), machine.place(expression.span));
  }
  return machine.getItem(container, machine.evaluate(expression.index), machine.place(expression.span));
}

function sliceOf(
  machine: Machine,
  value: Value,
  lower?: Value,
  upper?: Value,
  step?: Value,
): Value | undefined {
  const bounds = [lower, upper, step].map((bound) => numberOf(bound));
  const known = [lower, upper, step].every(
    (bound, index) => bound === undefined || bounds[index] !== undefined,
  );
  if (value.kind === "constant" && typeof value.value === "string") {
    const text = known ? foldSlice(value.value, bounds[0], bounds[1], bounds[2]) : undefined;
    return text === undefined ? TEXT : { ...value, value: text };
  }
  if (value.kind !== "sequence") return undefined;
  const { items, rest, type } = value.object;
  if (!known || rest !== undefined || (bounds[2] ?? 1) !== 1)
    return newSequence(
      machine,
      type,
      [],
      contents(value).reduce<Value | undefined>((a, b) => join(a, b), undefined),
    );
  return newSequence(machine, type, items.slice(bounds[0] ?? 0, bounds[1]), undefined);
}

function evaluateCall(machine: Machine, expression: Expression & { kind: "call" }): Value {
  const callee = machine.evaluate(expression.callee);
  const args = evaluateArguments(machine, expression.args);
  const result = machine.call(callee, args, machine.place(expression.span));
  rebindReceiver(machine, expression.callee, result);
  const out = expression.args.find(({ name }) => name === "out")?.value;
  if (out !== undefined && result.kind === "tensor" && (out.kind === "name" || out.kind === "attribute"))
    assign(machine, out, result);
  return result;
}

/** `x.div_(2)` changes x: the name (or attribute) holds the result from here on. */
function rebindReceiver(machine: Machine, callee: Expression, result: Value): void {
  if (callee.kind !== "attribute" || !/[^_]_$/.test(callee.name) || result.kind !== "tensor") return;
  if (callee.object.kind === "name" || callee.object.kind === "attribute")
    assign(machine, callee.object, result);
}

export function evaluateArguments(machine: Machine, args: readonly Argument[]): CallArguments {
  const positional: Value[] = [];
  const keywords = new Map<string, Value>();
  let rest: Value | undefined;
  for (const argument of args) {
    const value = machine.evaluate(argument.value);
    if (argument.type === "positional" && rest === undefined) positional.push(value);
    else if (argument.type === "keyword" && argument.name !== null) keywords.set(argument.name, value);
    else if (
      argument.type === "star" &&
      value.kind === "sequence" &&
      value.object.rest === undefined &&
      rest === undefined
    )
      positional.push(...value.object.items);
    else if (argument.type === "double-star" && value.kind === "mapping" && value.object.rest === undefined)
      for (const [key, item] of value.object.entries) keywords.set(String(key), item);
    else rest = join(rest, argument.type === "positional" ? value : anyItem(machine, value, argument.value));
  }
  return { positional, keywords, rest };
}

function anyItem(machine: Machine, value: Value, at: Expression): Value {
  const { items, rest } = iterate(machine, value, machine.place(at.span));
  return items.reduce<Value>((a, b) => join(a, b), rest ?? UNKNOWN);
}

function evaluateUnary(machine: Machine, op: string, operand: Value, expression: Expression): Value {
  const at = machine.place(expression.span);
  if (op === "not") {
    const truth = truthOf(operand);
    if (truth !== undefined) return constant(!truth);
    machine.comparisons.push({ symbol: "not", left: operand, right: NONE });
    recordBranch(machine, operand, at, true);
    return { kind: "number", fromTensor: false, origin: operand.origin };
  }
  const number = numberOf(operand);
  if (number !== undefined && op === "-") return constant(-number);
  if (number !== undefined && op === "+") return constant(number);
  const name = UNARY_OPERATORS[op]?.name ?? "pos";
  return recordOperation(
    machine,
    `operator.${name}`,
    { positional: [operand], keywords: new Map(), rest: undefined },
    at,
  );
}

function evaluateBoolean(machine: Machine, expression: Expression & { kind: "boolean" }): Value {
  const left = machine.evaluate(expression.left);
  const truth = truthOf(left);
  if (truth === undefined) recordBranch(machine, left, machine.place(expression.left.span), true);
  if (truth === (expression.op === "or")) return left;
  const right = machine.evaluate(expression.right);
  return truth === undefined ? join(left, right) : right;
}

function evaluateConditional(machine: Machine, expression: Expression & { kind: "conditional" }): Value {
  const compared = machine.comparisons.length;
  const test = machine.evaluate(expression.test);
  const [holds, fails] = outcomesOf(machine, test, expression.test, compared);
  const truth = truthOf(test);
  if (truth !== undefined) return machine.evaluate(truth ? expression.whenTrue : expression.otherwise);
  recordBranch(machine, test, machine.place(expression.test.span), true);
  const whenTrue = underCondition(machine, holds, () => machine.evaluate(expression.whenTrue));
  const otherwise = underCondition(machine, fails, () => machine.evaluate(expression.otherwise));
  for (const [condition, value] of [
    [holds, whenTrue],
    [fails, otherwise],
  ] as const)
    underCondition(machine, condition, () => machine.chose("", value, condition.at));
  return join(whenTrue, otherwise, [holds, fails]);
}

function makeLambda(machine: Machine, expression: LambdaExpression): Value {
  return makeFunction(machine, expression);
}

function evaluateItems(machine: Machine, items: readonly Expression[]): [Value[], Value | undefined] {
  const values: Value[] = [];
  let rest: Value | undefined;
  for (const item of items) {
    const value = machine.evaluate(item);
    if (item.kind !== "starred") {
      if (rest === undefined) values.push(value);
      else rest = join(rest, value);
    } else {
      const spread = iterate(machine, value, machine.place(item.span));
      if (rest === undefined && spread.rest === undefined) values.push(...spread.items);
      else rest = spread.items.reduce<Value | undefined>((a, b) => join(a, b), join(rest, spread.rest));
    }
  }
  return [values, rest];
}

function evaluateDict(machine: Machine, expression: Expression & { kind: "dict" }): Value {
  const mapping = newMapping(machine);
  for (const entry of expression.entries) {
    const value = machine.evaluate(entry.value);
    const key = entry.key === null ? undefined : machine.evaluate(entry.key);
    if (key?.kind === "constant") mapping.object.entries.set(key.value, value);
    else if (entry.key === null && value.kind === "mapping") {
      for (const [name, item] of value.object.entries) mapping.object.entries.set(name, item);
      if (value.object.rest !== undefined) mapping.object.rest = join(mapping.object.rest, value.object.rest);
    } else mapping.object.rest = join(mapping.object.rest, entry.key === null ? UNKNOWN : value);
  }
  return mapping;
}
