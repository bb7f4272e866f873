/** Binding a value to what stands on the left of an assignment. */
import type { Place } from "../source/source-file.ts";
import { append, setItem } from "./containers.ts";
import { iterate } from "./iteration.ts";
import type { Machine } from "./machine.ts";
import { replaceMember } from "./module-containers.ts";
import { isHostNumber, recordOperation } from "./operations.ts";
import { origin } from "./origin.ts";
import { partOf } from "./parts.ts";
import { bind } from "./scope.ts";
import type { Expression } from "./syntax.ts";
import type { Value } from "./values.ts";
import { join } from "./join.ts";
import { originsOf, tensorness } from "./tensorness.ts";
import { stringOf, UNKNOWN } from "./values.ts";

export function assign(machine: Machine, target: Expression, value: Value): void {
  const at = machine.place(target.span);
  if (machine.conditions.length > 0 && (target.kind === "name" || target.kind === "attribute"))
    machine.chose(target.kind === "name" ? target.id : target.name, value, at);
  switch (target.kind) {
    case "name":
      bind(machine.frame.scope, target.id, named(machine, target.id, value, target));
      return;
    case "attribute": {
      const object = machine.evaluate(target.object);
      // `x.data = y` puts y's values where x's were: x is y from here on.
      if (object.kind === "tensor" && target.name === "data")
        assign(machine, target.object, join(object, value));
      else machine.setAttribute(object, target.name, value, at);
      return;
    }
    case "subscript":
      assignItem(machine, target, value);
      return;
    case "starred":
      assign(machine, target.value, value);
      return;
    case "collection":
      assignItems(machine, target.items, value, target);
      return;
    default:
      machine.evaluate(target);
  }
}

/** A name given to something callable or to a constant is a link of the chain that a finding shows. */
function named(machine: Machine, name: string, value: Value, target: Expression): Value {
  if (
    value.kind === "external" ||
    value.kind === "partial" ||
    value.kind === "accessor" ||
    stringOf(value) !== undefined
  )
    return {
      ...value,
      origin: { ...origin(machine.place(target.span), `bound to \`${name}\``, value.origin), flow: "view" },
    };
  return value;
}

function assignItems(
  machine: Machine,
  targets: readonly Expression[],
  value: Value,
  whole: Expression,
): void {
  const at = machine.place(whole.span);
  const { items, rest } = iterate(machine, value, at);
  const star = targets.findIndex((target) => target.kind === "starred");
  for (const [index, target] of targets.entries()) {
    if (target.kind === "starred") {
      const spread = items.slice(index, items.length - (targets.length - index - 1));
      const list: Value = {
        kind: "sequence",
        object: { id: machine.nextId(), type: "list", items: [...spread], rest },
      };
      assign(machine, target, list);
      continue;
    }
    const position = star !== -1 && index > star ? items.length - (targets.length - index) : index;
    assign(machine, target, items[position] ?? unpacked(rest ?? unknownFrom(value), position, at));
  }
}

function unknownFrom(value: Value): Value {
  return { ...UNKNOWN, maybeTensor: tensorness(value) !== "no", origin: value.origin };
}

/** An item of something whose items are not known keeps its place among them. */
function unpacked(item: Value, position: number, at: Place): Value {
  if (item.kind !== "unknown" || item.origin === undefined) return item;
  return {
    ...item,
    origin: { ...origin(at, "", item.origin), flow: "view", part: { keys: [position] } },
  };
}

function assignItem(machine: Machine, target: Expression & { kind: "subscript" }, value: Value): void {
  const container = machine.evaluate(target.object);
  const index = machine.evaluate(target.index);
  const at = machine.place(target.span);
  if (container.kind === "sequence" || container.kind === "mapping") {
    if (index.kind === "sequence" && container.kind === "sequence") append(container, value);
    else setItem(container, index, underKey(index, value, at));
    return;
  }
  const inner = container.kind === "instance" ? container.object.contents : undefined;
  if (inner !== undefined) {
    setItem(inner, index, value);
    return;
  }
  if (container.kind === "instance" && replaceMember(container, index, value)) return;
  const hooked = container.kind === "external" ? container.receiver : undefined;
  if (
    container.kind === "external" &&
    hooked?.kind === "instance" &&
    /_forward(_pre)?_hooks$/.test(container.path)
  ) {
    hooked.object.hooks.push({
      when: container.path.endsWith("_pre_hooks") ? "before" : "after",
      hook: value,
    });
    return;
  }
  const dictOf =
    container.kind === "external" && container.receiver !== undefined && container.path.endsWith(".__dict__");
  const name = stringOf(index);
  if (dictOf && container.receiver !== undefined && name !== undefined) {
    machine.setAttribute(container.receiver, name, value, at);
    return;
  }
  const changed = recordOperation(
    machine,
    // What was made from a tensor's address is that tensor's memory.
    isHostNumber(container) ? "ctypes.memory.__setitem__" : "operator.setitem",
    { positional: [container, index, value], keywords: new Map(), rest: undefined },
    at,
  );
  // The container now holds the value: its name stands for both.
  const holdsTensor = tensorness(container) !== "no" || tensorness(value) !== "no";
  if (holdsTensor && target.object.kind === "name")
    bind(machine.frame.scope, target.object.id, join(container, changed));
  if (holdsTensor && target.object.kind === "attribute")
    machine.setAttribute(
      machine.evaluate(target.object.object),
      target.object.name,
      join(container, changed),
      at,
    );
}

/** What is counted under a key that is not known says something about the keys. */
function underKey(index: Value, value: Value, at: Place): Value {
  if (index.kind === "constant") return value;
  const from = originsOf(index);
  const isNumber = value.kind === "number" || (value.kind === "constant" && typeof value.value === "number");
  if (!isNumber || from.length === 0) return value;
  return {
    kind: "number",
    fromTensor: value.kind === "number" && value.fromTensor,
    origin: origin(at, "kept under a key", ...(value.origin === undefined ? [] : [value.origin]), ...from),
  };
}

export function unbind(machine: Machine, target: Expression): void {
  if (target.kind === "name") machine.frame.scope.bindings.delete(target.id);
  else if (target.kind === "subscript") {
    const container = machine.evaluate(target.object);
    const index = machine.evaluate(target.index);
    if (container.kind === "mapping" && index.kind === "constant")
      container.object.entries.delete(index.value);
    else if (container.kind === "external" && container.origin !== undefined) {
      const at = machine.place(target.span);
      machine.memory.write(container.origin, [], at, "part", "takes a column out", partOf(index));
    }
  } else if (target.kind === "attribute") machine.evaluate(target.object);
  else if (target.kind === "collection") for (const item of target.items) unbind(machine, item);
}
