/** Names and what they are bound to, at one point of the program. */
import type { ClassObject, Value } from "./values.ts";
import { NUMBER, numberOf } from "./values.ts";
import { join, type Meeting } from "./join.ts";

export interface Scope {
  readonly kind: "module" | "class" | "function";
  readonly parent: Scope | null;
  /** The class whose body a class scope is. */
  owner?: ClassObject;
  bindings: Map<string, Value>;
  /** Names that a `global` or `nonlocal` statement sends elsewhere. */
  readonly redirected: Map<string, Scope>;
}

export function createScope(kind: Scope["kind"], parent: Scope | null): Scope {
  return { kind, parent, bindings: new Map(), redirected: new Map() };
}

/** Python's rule: the own scope, then enclosing functions (never classes), then the module. */
export function lookUp(scope: Scope, name: string): Value | undefined {
  const target = scope.redirected.get(name);
  if (target !== undefined) return target.bindings.get(name);
  for (let current: Scope | null = scope; current !== null; current = current.parent) {
    if (current !== scope && current.kind === "class") continue;
    const value = current.bindings.get(name);
    if (value !== undefined) return value;
  }
  return undefined;
}

export function bind(scope: Scope, name: string, value: Value): void {
  const target = scope.redirected.get(name) ?? scope;
  // A function runs at a time that is not known where it writes to an outer scope: what was there may still be.
  if (target === scope) target.bindings.set(name, value);
  else {
    const before = target.bindings.get(name);
    // A counter kept outside: how often its function ran before is not known.
    const counts =
      numberOf(before) !== undefined && numberOf(value) !== undefined && numberOf(before) !== numberOf(value);
    target.bindings.set(name, counts ? NUMBER : join(before, value));
  }
}

export function moduleScope(scope: Scope): Scope {
  let current = scope;
  while (current.parent !== null) current = current.parent;
  return current;
}

/** The bindings after either of two ways through the program; a name bound on one way only keeps what it has. */
export function joinBindings(
  a: ReadonlyMap<string, Value>,
  b: ReadonlyMap<string, Value>,
  meeting: Meeting = [],
): Map<string, Value> {
  const joined = new Map(a);
  for (const [name, value] of b) {
    const other = joined.get(name);
    if (other !== value) joined.set(name, join(other, value, meeting));
  }
  return joined;
}
