/** `container[index]`. */
import type { Place } from "../source/source-file.ts";
import { classAttribute, isEnumeration } from "./classes.ts";
import { itemOf } from "./containers.ts";
import { noteNamespaceRead } from "./internals.ts";
import { namespaceItem } from "./intrinsics/reflection.ts";
import { positional } from "./intrinsics/intrinsic.ts";
import type { Machine } from "./machine.ts";
import { isHostNumber, recordBranch, recordOperation } from "./operations.ts";
import { foundIn, inRow } from "./literal-tables.ts";
import { origin, type Origin, type Part } from "./origin.ts";
import { partOf } from "./parts.ts";
import { kernelOf } from "./intrinsics/kernels.ts";
import { memberAt } from "./module-containers.ts";
import type { Value } from "./values.ts";
import { mapAlternatives } from "./join.ts";
import { originsOf, tensorness } from "./tensorness.ts";
import { constant, external, numberOf, stringOf, TEXT, UNKNOWN, withOrigin } from "./values.ts";

export function getItem(machine: Machine, container: Value, index: Value, at: Place): Value {
  return mapAlternatives(container, (one) => {
    // Which member of a list comes out is decided by the number.
    const holdsMembers = one.kind === "sequence" || one.kind === "mapping" || one.kind === "instance";
    if (holdsMembers && isHostNumber(index)) recordBranch(machine, index, at, true);
    return itemOfOne(machine, one, index, at);
  });
}

function itemOfOne(machine: Machine, container: Value, index: Value, at: Place): Value {
  switch (container.kind) {
    case "sequence":
    case "mapping": {
      const found = itemOf(container, index);
      if (found?.kind === "external" && stringOf(index) !== undefined)
        return withOrigin(found, origin(at, `takes "${stringOf(index)}" out of a table`, found.origin));
      return found === undefined ? UNKNOWN : inRow(container, foundIn(container, index, found, at), at);
    }
    case "constant": {
      const position = numberOf(index);
      const unit =
        typeof container.value === "string" && position !== undefined
          ? container.value.at(position)
          : undefined;
      if (unit === undefined) return TEXT;
      return container.type === "bytes" ? constant(unit.charCodeAt(0)) : constant(unit);
    }
    case "instance":
      return itemOfInstance(machine, container, index, at);
    case "external":
      return itemOfExternal(machine, container, index, at);
    case "tensor":
      for (const bound of boundsIn(index)) if (isHostNumber(bound)) recordBranch(machine, bound, at, true);
      return recordOperation(machine, "operator.getitem", positional(container, index), at);
    case "function":
      return kernelOf(container);
    case "class":
      if (isEnumeration(container.object)) return machine.call(container, positional(index), at);
      // `list[int]`, `Generic[T]`: a subscripted class is still that class.
      return container;
    default:
      return tensorness(container) === "no"
        ? { ...UNKNOWN, origin: taken(container.origin, index, at) }
        : recordOperation(machine, "operator.getitem", positional(container, index), at);
  }
}

/** A named part of something that is not known. */
export function taken(from: Origin | undefined, index: Value, at: Place): Origin | undefined {
  const name = stringOf(index);
  if (from === undefined || name === undefined) return from;
  return { ...origin(at, `takes "${name}" out of it`, from), flow: "view", part: partOf(index) };
}

/** The numbers of an index: of `x[:, a:b]` they are a and b. */
function boundsIn(index: Value): readonly Value[] {
  if (index.kind !== "sequence") return [index];
  return index.object.items.flatMap(boundsIn);
}

function itemOfInstance(
  machine: Machine,
  container: Value & { kind: "instance" },
  index: Value,
  at: Place,
): Value {
  const inner = container.object.contents;
  if (
    inner !== undefined &&
    (typeof container.object.type === "string" ||
      classAttribute(container.object.type, "__getitem__") === undefined)
  )
    return machine.getItem(inner, index, at);
  const member = memberAt(container, index);
  if (member !== undefined) return member;
  const { type } = container.object;
  const method = typeof type === "string" ? undefined : classAttribute(type, "__getitem__");
  if (method?.kind !== "function") return UNKNOWN;
  return machine.call({ ...method, receiver: container }, positional(index), at);
}

function itemOfExternal(
  machine: Machine,
  container: Value & { kind: "external" },
  index: Value,
  at: Place,
): Value {
  const name = stringOf(index);
  noteNamespaceRead(machine, container, name, at);
  if (container.path === "object.__dict__")
    return namespaceItem({ machine, callee: container, args: positional(index), at }) ?? UNKNOWN;
  if (container.path === "sys.modules" && name !== undefined)
    return withOrigin(
      machine.importModule(name, at),
      origin(at, `takes ${name} out of sys.modules`, container.origin),
    );
  const variable = name === undefined ? undefined : machine.program?.environment.get(name);
  if (container.path === "os.environ" && variable !== undefined)
    return constant(variable, origin(at, `takes "${name}" out of os.environ`, container.origin));
  if (container.path === "builtins" && name !== undefined) return machine.getAttribute(container, name, at);
  if (/^(typing|collections|builtins|torch\.nn)\b/.test(container.path) && !container.path.endsWith("()"))
    return container;
  if (tensorness(index) !== "no")
    return recordOperation(machine, `${container.path}.__getitem__`, positional(index), at, {
      binding: container.origin,
    });
  if (container.origin === undefined && name === undefined) return external(`${container.path}[]`);
  const isByRow =
    /\.i?(loc|at)$/.test(container.path) && !(index.kind === "sequence" && index.object.type === "tuple");
  const label = name === undefined ? "" : `takes "${name}" out of ${container.path}`;
  const taken = origin(at, label, container.origin, ...originsOf(index));
  const part: Part | undefined = isByRow ? { rows: "some" } : partOf(index);
  return external(`${container.path}[]`, { ...taken, flow: "view", part });
}
