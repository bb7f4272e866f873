/** Classes of the submission that say themselves how their objects compare, are loaded or what they are taken for, and the objects made of them. */
import type { Place } from "../source/source-file.ts";
import { classAttribute } from "./classes.ts";
import type { Machine } from "./machine.ts";
import type { ClassObject } from "./values.ts";

const METHODS = [
  "__eq__",
  "__ne__",
  "__lt__",
  "__le__",
  "__gt__",
  "__ge__",
  "__float__",
  "__array__",
  "__class__",
  "__torch_function__",
  "__torch_dispatch__",
  "__array_function__",
  "__array_ufunc__",
  "__reduce__",
  "__reduce_ex__",
] as const;

/** Writes down what a class overrides, at the place of its name. */
export function noteOverrides(machine: Machine, owner: ClassObject, at: Place): void {
  for (const path of METHODS) {
    const value = owner.attributes.get(path);
    if (value !== undefined)
      machine.record({ kind: "override", at: value.origin?.at ?? at, owner, path, value });
  }
}

/** Writes down that an object is made whose class, or a base of it, overrides one of them. */
export function noteMade(machine: Machine, owner: ClassObject, at: Place): void {
  if (METHODS.some((path) => classAttribute(owner, path) !== undefined))
    machine.record({ kind: "made", at, owner, path: owner.name });
}
