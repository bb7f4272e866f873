/** The names of a module or class as a dict. */
import { newMapping } from "./containers.ts";
import type { Machine } from "./machine.ts";
import type { Value } from "./values.ts";

export function globalsOf(machine: Machine, bindings: ReadonlyMap<string, Value> | undefined): Value {
  const mapping = newMapping(machine);
  for (const [name, value] of bindings ?? []) mapping.object.entries.set(name, value);
  return mapping;
}
