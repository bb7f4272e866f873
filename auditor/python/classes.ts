/** Classes of the submission: definition, order of bases, attribute lookup, instances. */
import type { Place } from "../source/source-file.ts";
import type { Machine } from "./machine.ts";
import { origin } from "./origin.ts";
import type { CallArguments, ClassObject, InstanceValue, Value } from "./values.ts";
import { newSequence } from "./containers.ts";
import { NO_ARGUMENTS, UNKNOWN, external, stringOf } from "./values.ts";

/** The class and its bases in the submission, depth first: close enough to C3 for the hierarchies that occur. */
export function lineage(object: ClassObject, seen: Set<ClassObject> = new Set()): readonly ClassObject[] {
  if (seen.has(object)) return [];
  seen.add(object);
  return [
    object,
    ...object.bases.flatMap((base) => (base.kind === "class" ? lineage(base.object, seen) : [])),
  ];
}

/** Qualified paths of the bases that lie outside the submission. */
export function externalBases(object: ClassObject): readonly string[] {
  return lineage(object).flatMap((one) =>
    one.bases.flatMap((base) => (base.kind === "external" ? [base.path] : [])),
  );
}

export function isEnumeration(object: ClassObject): boolean {
  return externalBases(object).some((path) => /^enum\.\w*(Enum|Flag)$/.test(path));
}

export function isTorchModuleClass(object: ClassObject): boolean {
  return externalBases(object).some(
    (path) => path.startsWith("torch.") || /(^|\.)(LightningModule|PreTrainedModel)$/.test(path),
  );
}

export function classAttribute(object: ClassObject, name: string, after?: ClassObject): Value | undefined {
  const order = lineage(object);
  const start = after === undefined ? 0 : order.indexOf(after) + 1;
  for (const one of order.slice(start)) {
    const value = one.attributes.get(name);
    if (value !== undefined) return value;
  }
  return undefined;
}

export function newInstance(
  machine: Machine,
  type: ClassObject | string,
  made: CallArguments | null,
  at: Place,
  label: string,
): InstanceValue {
  return {
    kind: "instance",
    object: {
      id: machine.nextId(),
      branchDepth: machine.branchDepth.current,
      type,
      attributes: new Map(),
      made,
      hooks: [],
    },
    origin: origin(at, label),
  };
}

/** `Class(...)`: `__new__` and `__init__` run, or the fields of a dataclass-like body are set. */
export function instantiate(machine: Machine, object: ClassObject, args: CallArguments, at: Place): Value {
  const instance = newInstance(machine, object, null, at, `makes a \`${object.name}\``);
  const metaclass = classAttribute(object, "__new__");
  if (metaclass?.kind === "function") {
    const made = machine.call(
      metaclass,
      { ...args, positional: [{ kind: "class", object }, ...args.positional] },
      at,
    );
    if (
      made.kind !== "unknown" &&
      made.kind !== "external" &&
      !(made.kind === "instance" && made.object.type === object)
    )
      return made;
  }
  fillContents(machine, instance, object, args, at);
  const initializer = classAttribute(object, "__init__");
  if (initializer?.kind === "function") machine.call({ ...initializer, receiver: instance }, args, at);
  else setFields(machine, instance, object, args, at);
  // The fields of a structure of C are named in a table.
  if (externalBases(object).some((path) => path.startsWith("ctypes."))) instance.object.made = args;
  return instance;
}

/** A class derived from `list`, `tuple` or `dict` holds what it is made with. */
function fillContents(
  machine: Machine,
  instance: InstanceValue,
  object: ClassObject,
  args: CallArguments,
  at: Place,
): void {
  const base = externalBases(object).find((path) =>
    /^(builtins|collections)\.(list|tuple|dict|OrderedDict|UserList|UserDict|deque|defaultdict)$/.test(path),
  );
  if (base === undefined) return;
  const made = machine.call(external(base), base.endsWith("defaultdict") ? NO_ARGUMENTS : args, at);
  if (made.kind === "sequence" || made.kind === "mapping") instance.object.contents = made;
}

/** The path of a field whose value a function makes anew for each object: its receiver. */
export const FIELD_FACTORY = "dataclasses.field()";

function setFields(
  machine: Machine,
  instance: InstanceValue,
  object: ClassObject,
  args: CallArguments,
  at: Place,
): void {
  const fields = lineage(object)
    .toReversed()
    .flatMap((one) =>
      (one.definition?.body ?? []).flatMap((statement) =>
        statement.kind === "annotated" && statement.target.kind === "name" ? [statement.target.id] : [],
      ),
    );
  const named = classAttribute(object, "_fields");
  if (named?.kind === "sequence") {
    fields.push(...named.object.items.flatMap((item) => stringOf(item) ?? []));
    // A tuple too: its items by their place.
    const items = fields.flatMap((name, index) => args.positional[index] ?? args.keywords.get(name) ?? []);
    instance.object.contents = newSequence(machine, "tuple", items, args.rest);
  }
  for (const [index, value] of args.positional.entries()) {
    const name = fields[index];
    if (name !== undefined) instance.object.attributes.set(name, value);
  }
  for (const [name, value] of args.keywords) instance.object.attributes.set(name, value);
  for (const name of fields) {
    const given = instance.object.attributes.has(name) ? undefined : classAttribute(object, name);
    if (given?.kind === "external" && given.path === FIELD_FACTORY && given.receiver !== undefined)
      instance.object.attributes.set(name, machine.call(given.receiver, NO_ARGUMENTS, at));
  }
  const after = classAttribute(object, "__post_init__");
  if (after?.kind === "function")
    machine.call({ ...after, receiver: instance }, NO_ARGUMENTS, {
      file: machine.frame.module.file,
      span: { start: 0, end: 0 },
    });
}

/** An external base's attribute as seen from an instance: `torch.nn.Module.register_buffer`. */
export function inheritedAttribute(object: ClassObject, name: string, receiver: Value): Value {
  const base = externalBases(object).at(-1);
  return base === undefined ? UNKNOWN : { ...external(`${base}.${name}`), receiver };
}
