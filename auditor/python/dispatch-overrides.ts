/** Classes that change what torch computes from outside: tensor subclasses and modes with `__torch_function__`. */
import type { Place } from "../source/source-file.ts";
import { classAttribute, externalBases } from "./classes.ts";
import { noteMade } from "./comparison-overrides.ts";
import { newSequence } from "./containers.ts";
import type { Machine } from "./machine.ts";
import { origin } from "./origin.ts";
import type { ClassObject, Value } from "./values.ts";
import { originsOf } from "./tensorness.ts";
import { UNKNOWN } from "./values.ts";

const OVERRIDES = ["__torch_function__", "__torch_dispatch__"];

export function isTensorClass(object: ClassObject): boolean {
  return externalBases(object).some((path) =>
    /^torch\.(Tensor|nn\.(parameter\.)?Parameter|_tensor\.Tensor)$/.test(path),
  );
}

/** A tensor of an own class, made from `source`; what the class overrides runs at every operation on it. */
export function asOwnTensor(
  machine: Machine,
  object: ClassObject,
  source: Value | undefined,
  at: Place,
): Value {
  const from = source === undefined ? [] : originsOf(source);
  noteMade(machine, object, at);
  runOverrides(machine, object, at);
  return {
    kind: "tensor",
    type: object,
    origin: origin(at, `a tensor of the class \`${object.name}\``, ...from),
  };
}

/** Runs a class's overrides once, on values that stand for any operation's. */
export function runOverrides(machine: Machine, object: ClassObject, at: Place): void {
  for (const name of OVERRIDES) {
    const override = classAttribute(object, name);
    if (override?.kind !== "function") continue;
    const tensor: Value = { kind: "tensor", origin: origin(at, "what any operation works on") };
    const operands = newSequence(machine, "tuple", [], tensor);
    const receiver: Value = { kind: "class", object };
    const self: Value[] = override.binding === "static" ? [] : [receiver];
    const args = [...self, UNKNOWN, UNKNOWN, operands];
    machine.detours.results.push(
      machine.call(
        { ...override, binding: "static" },
        { positional: args, keywords: new Map(), rest: undefined },
        at,
      ),
    );
  }
}
