/** Function values: made by `def` and `lambda`, wrapped by decorators, bound to receivers. */
import type { Machine } from "./machine.ts";
import { origin } from "./origin.ts";
import type { Expression, FunctionStatement, LambdaExpression } from "./syntax.ts";
import type { FunctionValue, Value } from "./values.ts";

export function makeFunction(
  machine: Machine,
  definition: FunctionStatement | LambdaExpression,
): FunctionValue {
  const defaults = new Map<string, Value>();
  for (const parameter of definition.parameters)
    if (parameter.default !== null) defaults.set(parameter.name, machine.evaluate(parameter.default));
  const name = definition.kind === "function" ? `defined as \`${definition.name}\`` : "a lambda";
  const span = definition.kind === "function" ? definition.nameSpan : definition.span;
  const value: FunctionValue = {
    kind: "function",
    definition,
    module: machine.frame.module,
    closure: machine.frame.scope,
    defaults,
    origin: origin(machine.place(span), name),
  };
  machine.made(value);
  return value;
}

/** Decorators are applied bottom up; those that only mark a method are kept as its binding. */
export function applyDecorators(machine: Machine, made: Value, decorators: readonly Expression[]): Value {
  let value = made;
  for (const expression of decorators.toReversed()) {
    const decorator = machine.evaluate(expression);
    const binding = decorator.kind === "external" ? BINDINGS[decorator.path] : undefined;
    if (binding !== undefined && value.kind === "function") value = bound(value, binding);
    else if (expression.kind === "attribute" && /^(setter|deleter|getter)$/.test(expression.name)) continue;
    else
      value = machine.call(
        decorator,
        { positional: [value], keywords: new Map(), rest: undefined },
        machine.place(expression.span),
      );
  }
  return value;
}

const BINDINGS: Readonly<Record<string, "property" | "static" | "class">> = {
  "builtins.property": "property",
  "functools.cached_property": "property",
  "builtins.staticmethod": "static",
  "builtins.classmethod": "class",
};

function bound(value: FunctionValue, binding: FunctionValue["binding"]): FunctionValue {
  return { ...value, binding };
}
