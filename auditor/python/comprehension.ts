/** Comprehensions and generator expressions. */
import { assign } from "./assign.ts";
import { newMapping, newSequence } from "./containers.ts";
import { iterate } from "./iteration.ts";
import { join } from "./join.ts";
import type { Machine } from "./machine.ts";
import { origin, type Origin } from "./origin.ts";
import { createScope } from "./scope.ts";
import type { Expression } from "./syntax.ts";
import type { Value } from "./values.ts";
import { truthOf, UNKNOWN } from "./values.ts";

export function evaluateComprehension(
  machine: Machine,
  expression: Expression & { kind: "comprehension" },
): Value {
  const scope = createScope("function", machine.frame.scope);
  const items: Value[] = [];
  const mapping = newMapping(machine);
  let rest: Value | undefined;
  const run = (level: number, exact: boolean): void => {
    const clause = expression.clauses[level];
    if (clause === undefined) {
      const key = machine.evaluate(expression.element);
      if (expression.type !== "dict") {
        if (exact) items.push(key);
        else rest = join(rest, key);
        return;
      }
      const value = expression.value === null ? UNKNOWN : machine.evaluate(expression.value);
      if (key.kind === "constant") mapping.object.entries.set(key.value, value);
      else mapping.object.rest = join(mapping.object.rest, value);
      return;
    }
    const iterated = iterate(machine, machine.evaluate(clause.iterable), machine.place(clause.iterable.span));
    for (const [item, certain] of iterated.each()) {
      assign(machine, clause.target, item);
      const truths = new Set(clause.conditions.map((condition) => truthOf(machine.evaluate(condition))));
      if (truths.has(false)) continue;
      if (truths.has(undefined)) narrow(machine, clause.target, item);
      run(level + 1, exact && certain && !truths.has(undefined));
    }
  };
  machine.within(scope, () => run(0, true));
  if (expression.type === "dict") return mapping;
  return newSequence(machine, expression.type === "set" ? "set" : "list", items, rest);
}

/** What passes the conditions is only some of what there is. */
function narrow(machine: Machine, target: Expression, item: Value): void {
  if (target.kind !== "name" || item.origin === undefined) return;
  const some: Origin = {
    ...origin(machine.place(target.span), "", item.origin),
    flow: "view",
    part: { rows: "some" },
  };
  machine.frame.scope.bindings.set(target.id, { ...item, origin: some });
}
