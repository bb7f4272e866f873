/** Module objects that hold others: `Sequential`, `ModuleList`, `ModuleDict`. Members are attributes, in order, under their keys. */
import type { Place } from "../source/source-file.ts";
import { lineage } from "./classes.ts";
import { join } from "./join.ts";
import type { Machine } from "./machine.ts";
import { origin } from "./origin.ts";
import type { CallArguments, InstanceValue, Value } from "./values.ts";
import { numberOf, UNKNOWN } from "./values.ts";

const CONTAINER = /\.(ModuleList|Sequential|ParameterList|ModuleDict|ParameterDict)$/;

/** The container class of torch that an object is of, by itself or through its class's bases. */
export function containerType(value: InstanceValue): string | undefined {
  const { type } = value.object;
  if (typeof type === "string") return CONTAINER.test(type) ? type : undefined;
  const bases = lineage(type).flatMap((one) => one.bases);
  const base = bases.find((one) => one.kind === "external" && CONTAINER.test(one.path));
  return base?.kind === "external" ? base.path : undefined;
}

function membersOf(container: InstanceValue): readonly (readonly [string, Value])[] {
  return [...container.object.attributes].filter(
    ([name]) => name !== "*" && (typeof container.object.type === "string" || /^\d+$/.test(name)),
  );
}

/** `seq[i] = layer`; false when it is no container. */
export function replaceMember(container: Value & { kind: "instance" }, index: Value, value: Value): boolean {
  if (containerType(container) === undefined) return false;
  const { attributes } = container.object;
  const position = numberOf(index);
  const key =
    index.kind === "constant" && typeof index.value === "string"
      ? index.value
      : position === undefined
        ? undefined
        : membersOf(container).at(position)?.[0];
  if (key !== undefined) attributes.set(key, value);
  // Somewhere: every member may be it.
  else for (const [name, member] of membersOf(container)) attributes.set(name, join(member, value));
  return true;
}

/** `seq.insert(i, layer)`, with what comes behind moved on. */
export function insertMember(container: InstanceValue, index: Value | undefined, value: Value): void {
  const members = membersOf(container).map(([, member]) => member);
  const position = numberOf(index) ?? members.length;
  setMembers(container, [...members.slice(0, position), value, ...members.slice(position)]);
}

export function setMembers(container: InstanceValue, members: readonly Value[]): void {
  for (const [name] of membersOf(container)) container.object.attributes.delete(name);
  for (const [index, member] of members.entries()) container.object.attributes.set(String(index), member);
}

export function members(container: InstanceValue): readonly Value[] {
  return membersOf(container).map(([, member]) => member);
}

/** `seq[a:b]`: a container of the same kind. */
export function sliceMembers(
  machine: Machine,
  container: InstanceValue,
  lower?: number,
  upper?: number,
): InstanceValue {
  const { object } = container;
  const attributes = new Map(
    members(container)
      .slice(lower, upper)
      .map((member, index) => [String(index), member] as const),
  );
  const type = containerType(container) ?? object.type;
  return { ...container, object: { ...object, id: machine.nextId(), type, attributes, hooks: [] } };
}

/** A module object of a torch class; containers keep their members as attributes. */
export function makeLayer(
  machine: Machine,
  path: string,
  args: CallArguments,
  at: Place,
  binding: Value["origin"],
): InstanceValue {
  const layer: InstanceValue = {
    kind: "instance",
    object: {
      id: machine.nextId(),
      branchDepth: machine.branchDepth.current,
      type: path,
      attributes: new Map(),
      made: args,
      hooks: [],
    },
    origin: origin(at, `makes a ${path}`, binding),
  };
  const { attributes } = layer.object;
  const first = args.positional[0];
  if (/\.(Sequential)$/.test(path) && !(first?.kind === "mapping"))
    for (const [index, member] of args.positional.entries()) attributes.set(String(index), member);
  else if (/\.(ModuleList|ParameterList)$/.test(path) && first?.kind === "sequence") {
    for (const [index, member] of first.object.items.entries()) attributes.set(String(index), member);
    if (first.object.rest !== undefined) attributes.set("*", first.object.rest);
  } else if (first?.kind === "mapping" && /\.(ModuleDict|ParameterDict|Sequential)$/.test(path)) {
    for (const [name, member] of first.object.entries) attributes.set(String(name), member);
    if (first.object.rest !== undefined) attributes.set("*", first.object.rest);
  }
  if (path.endsWith(".Sequential") && args.rest !== undefined) attributes.set("*", args.rest);
  return layer;
}

/** `layers[i]` of a module container. */
export function memberAt(container: InstanceValue, index: Value): Value | undefined {
  if (containerType(container) === undefined) return undefined;
  const { attributes } = container.object;
  const position = numberOf(index);
  const named =
    index.kind === "constant" && typeof index.value === "string" ? attributes.get(index.value) : undefined;
  const found = named ?? (position === undefined ? undefined : members(container).at(position));
  if (found !== undefined) return found;
  return members(container).reduce<Value | undefined>((a, b) => join(a, b), attributes.get("*")) ?? UNKNOWN;
}

/** Members of a module object that are modules themselves, at any depth: what `modules()` yields. */
export function submodules(value: InstanceValue, depth = 0): readonly InstanceValue[] {
  if (depth > 4) return [];
  return [...value.object.attributes.values()].flatMap((one) =>
    one.kind === "instance" ? [one, ...submodules(one, depth + 1)] : [],
  );
}

/** An object of an own subclass of a layer or container is made as `path` would be with these arguments. */
export function initialiseLayer(
  machine: Machine,
  object: InstanceValue,
  path: string,
  args: CallArguments,
  at: Place,
): void {
  const made = makeLayer(machine, path, args, at, object.origin);
  object.object.made = args;
  for (const [name, member] of made.object.attributes) object.object.attributes.set(name, member);
}
