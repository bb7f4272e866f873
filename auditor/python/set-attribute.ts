/** Writing attributes. */
import type { Place } from "../source/source-file.ts";
import { classAttribute } from "./classes.ts";
import { noteMade } from "./comparison-overrides.ts";
import { join } from "./join.ts";
import type { Machine } from "./machine.ts";
import { origin } from "./origin.ts";
import { writeTo } from "./text-callbacks.ts";
import type { ClassObject, Value } from "./values.ts";
import { constant, NO_ARGUMENTS, NUMBER, numberOf, withOrigin } from "./values.ts";

/** The label of a number that is another at every call. */
export const COUNTED = "counts the calls";

export function setAttribute(machine: Machine, target: Value, name: string, value: Value, at: Place): void {
  if (target.kind === "union") {
    for (const one of target.alternatives) setAttribute(machine, one, name, value, at);
    return;
  }
  if (
    name === "__class__" &&
    value.kind === "class" &&
    (target.kind === "tensor" || target.kind === "instance")
  )
    noteMade(machine, value.object, at);
  const code = value.kind === "external" && value.path === "function.__code__" ? value.receiver : undefined;
  if (target.kind === "function" || target.kind === "class" || target.kind === "module")
    recordForeignStore(machine, target, name, value, at);
  if (target.kind === "function" && name === "__code__" && code !== undefined) {
    machine.detours.code.set(target.definition, code);
    return;
  }
  if (target.kind === "instance") setInstanceAttribute(machine, target, name, value, at);
  else if (target.kind === "class") target.object.attributes.set(name, owned(value, target.object));
  else if (target.kind === "module") target.module.scope?.bindings.set(name, value);
  else if (target.kind === "external") {
    machine.record({ kind: "store", at, path: `${target.path}.${name}`, value });
    if (target.path === "sys" && /^std(out|err)$/.test(name)) writeTo(machine, value, at);
    const replacement = withOrigin(value, origin(at, `replaces ${target.path}.${name}`, value.origin));
    const before = machine.patches.get(`${target.path}.${name}`);
    // Put back later, it was another in between: what ran then is not known, so both stay possible.
    machine.patches.set(
      `${target.path}.${name}`,
      before === undefined ? replacement : join(before, replacement),
    );
  }
}

/** One module of the submission changes another: which of them are the submitter's own, the rules know. */
function recordForeignStore(
  machine: Machine,
  target: Value & { kind: "function" | "class" | "module" },
  name: string,
  value: Value,
  at: Place,
): void {
  const module = target.kind === "class" ? target.object.module : target.module;
  const { file } = module;
  if (file === machine.frame.module.file) return;
  const inside =
    target.kind === "class"
      ? `${target.object.name}.`
      : target.kind === "function" && target.definition.kind === "function"
        ? `${target.definition.name}.`
        : "";
  machine.record({ kind: "store", at, path: `${module.name}.${inside}${name}`, value, file: file.path });
}

function owned(value: Value, object: ClassObject): Value {
  return value.kind === "function" && value.owner === undefined ? { ...value, owner: object } : value;
}

function setInstanceAttribute(
  machine: Machine,
  target: Value & { kind: "instance" },
  name: string,
  value: Value,
  at: Place,
): void {
  const { object } = target;
  const setter = typeof object.type === "string" ? undefined : classAttribute(object.type, "__setattr__");
  if (setter?.kind === "function" && machine.frame.owner !== object.type)
    machine.call(
      { ...setter, receiver: target },
      { ...NO_ARGUMENTS, positional: [constant(name), value] },
      at,
    );
  if (name === "__class__" && (value.kind === "class" || value.kind === "external")) {
    object.type = value.kind === "class" ? value.object : value.path;
    return;
  }
  const before = object.attributes.get(name);
  const outlives = machine.region > 0 || (machine.entryCalls > 0 && object.id < machine.entryBegan);
  if (outlives && isOtherNumber(before, value)) {
    // A counter: how often the forward pass, or the entry, ran before is not known.
    object.attributes.set(name, { ...NUMBER, origin: origin(at, COUNTED) });
    return;
  }
  // Written on one way of a branch only, the earlier value stays possible.
  const certain = machine.branchDepth.current <= object.branchDepth;
  object.attributes.set(name, certain || before === undefined ? value : join(before, value));
}

function isOtherNumber(before: Value | undefined, value: Value): boolean {
  const counted = before?.origin?.label === COUNTED || numberOf(before) !== undefined;
  return (
    counted &&
    before !== value &&
    (numberOf(value) !== undefined || value.kind === "number") &&
    numberOf(before) !== numberOf(value)
  );
}
