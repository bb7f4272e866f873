/** `functools.singledispatch`: one name, an implementation for each type of the first argument. */
import type { Place } from "../source/source-file.ts";
import { join } from "./join.ts";
import type { Machine } from "./machine.ts";
import { tensorness } from "./tensorness.ts";
import type { CallArguments, InstanceValue, Value } from "./values.ts";
import { UNKNOWN } from "./values.ts";

export const SINGLE_DISPATCH = "functools.singledispatch";

const DEFAULT = "object";

export function makeDispatcher(machine: Machine, implementation: Value): InstanceValue {
  const attributes = new Map([[DEFAULT, implementation]]);
  return {
    kind: "instance",
    object: {
      id: machine.nextId(),
      branchDepth: 0,
      type: SINGLE_DISPATCH,
      attributes,
      made: null,
      hooks: [],
    },
    origin: implementation.origin,
  };
}

/** `f.register(type)(implementation)`; the type is known by its path, or not at all. */
export function register(dispatcher: InstanceValue, type: Value | undefined, implementation: Value): void {
  const { attributes } = dispatcher.object;
  attributes.set(type?.kind === "external" ? type.path : `?${attributes.size}`, implementation);
}

export function callDispatched(
  machine: Machine,
  callee: InstanceValue,
  args: CallArguments,
  at: Place,
): Value {
  const { attributes } = callee.object;
  const type = typeOf(args.positional[0] ?? UNKNOWN);
  const chosen = type === undefined ? undefined : attributes.get(type);
  if (chosen !== undefined) return machine.call(chosen, args, at);
  // Of a known type without an implementation of its own the default runs, unless a type that is not known stands in between.
  const open = [...attributes].filter(
    ([name]) => type === undefined || name === DEFAULT || name.startsWith("?"),
  );
  return (
    open.reduce<Value | undefined>((some, [, one]) => join(some, machine.call(one, args, at)), undefined) ??
    UNKNOWN
  );
}

function typeOf(value: Value): string | undefined {
  if (value.kind === "tensor") return "torch.Tensor";
  if (value.kind === "sequence") return `builtins.${value.object.type}`;
  if (value.kind === "mapping") return "builtins.dict";
  if (value.kind === "text") return "builtins.str";
  if (value.kind !== "constant" || tensorness(value) !== "no") return undefined;
  if (typeof value.value === "string") return "builtins.str";
  if (typeof value.value === "boolean") return "builtins.bool";
  if (typeof value.value !== "number") return undefined;
  return Number.isInteger(value.value) ? "builtins.int" : "builtins.float";
}
