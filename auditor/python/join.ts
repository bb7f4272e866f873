/** What a value is after either of two ways through the program. */
import type { Condition } from "./condition.ts";
import type { Origin } from "./origin.ts";
import { tensorness } from "./tensorness.ts";
import type { Value } from "./values.ts";
import { alternatives, UNKNOWN } from "./values.ts";

/** More alternatives than this are no longer told apart: real dispatch tables are smaller. */
const MAXIMUM_ALTERNATIVES = 24;

/**
 * Why two values meet: at a branch, with the conditions that lead to the one and to the other where they are known, or at the end of
 * a loop's body, which is taken to run at least once: what it adds is there for certain.
 */
export type Meeting = readonly (Condition | undefined)[] | "loop";

/** What a value is after either of two ways through the program. */
export function join(a: Value | undefined, b: Value | undefined, meeting: Meeting = []): Value {
  if (a === undefined) return b ?? UNKNOWN;
  if (b === undefined) return a;
  if (sameValue(a, b)) return a;
  const merged = mergeSameKind(a, b, meeting);
  if (merged !== undefined) return merged;
  const members: Value[] = [];
  for (const one of [...alternatives(a), ...alternatives(b)]) addAlternative(members, one, meeting);
  if (members.length === 1 && members[0] !== undefined) return members[0];
  if (members.length <= MAXIMUM_ALTERNATIVES)
    return { kind: "union", alternatives: members, origin: originOfUnion(a, b, meeting) };
  const maybeTensor = members.some((one) => tensorness(one) !== "no");
  return { kind: "unknown", maybeTensor, origin: meet(a.origin, b.origin, meeting) };
}

/** What a union as a whole was made from, such as a table that it was found in, is in none of its members. */
function originOfUnion(a: Value, b: Value, meeting: Meeting): Origin | undefined {
  return isOfItsOwn(a) || isOfItsOwn(b) ? meet(a.origin, b.origin, meeting) : (a.origin ?? b.origin);
}

function isOfItsOwn(value: Value): boolean {
  const { origin } = value;
  return (
    value.kind === "union" &&
    origin !== undefined &&
    origin.label !== "" &&
    !value.alternatives.some((one) => one.origin === origin)
  );
}

function addAlternative(members: Value[], one: Value, meeting: Meeting): void {
  if (members.some((member) => sameValue(member, one))) return;
  const index = members.findIndex((member) => mergeSameKind(member, one, meeting) !== undefined);
  const merged = index === -1 ? undefined : mergeSameKind(members[index] ?? one, one, meeting);
  if (merged === undefined) members.push(one);
  else members[index] = merged;
}

/** Values that differ only in where they came from are one value that came from both. */
function mergeSameKind(a: Value, b: Value, meeting: Meeting): Value | undefined {
  if (a.kind === "tensor" && b.kind === "tensor")
    return {
      kind: "tensor",
      constantSince: a.constantSince === b.constantSince ? a.constantSince : undefined,
      origin: meet(a.origin, b.origin, meeting),
    };
  // Two paths that are known in part stay two paths.
  if (
    a.kind === "text" &&
    b.kind === "text" &&
    a.type === "path" &&
    b.type === "path" &&
    a.pattern !== b.pattern
  )
    return undefined;
  if ((a.kind === "number" || a.kind === "text") && b.kind === a.kind)
    return {
      kind: a.kind,
      fromTensor: a.fromTensor || b.fromTensor,
      ...(a.pattern !== undefined && a.pattern === b.pattern ? { pattern: a.pattern } : {}),
      ...(a.type !== undefined && a.type === b.type ? { type: a.type } : {}),
      origin: meet(a.origin, b.origin, meeting),
    };
  if (a.kind === "unknown" && b.kind === "unknown")
    return {
      kind: "unknown",
      maybeTensor: a.maybeTensor || b.maybeTensor,
      origin: meet(a.origin, b.origin, meeting),
    };
  if (
    a.kind === "external" &&
    b.kind === "external" &&
    a.path === b.path &&
    a.receiver === b.receiver &&
    isMade(a.path)
  )
    return { ...a, origin: meet(a.origin, b.origin, meeting) };
  return undefined;
}

/** What a call or a container gave, as against a name. */
function isMade(path: string): boolean {
  return path.endsWith("()") || path.endsWith("[]");
}

function sameValue(a: Value, b: Value): boolean {
  if (a === b) return true;
  if (a.kind !== b.kind) return false;
  // Data must keep every place it came from; a name means the same however it was bound.
  const carriesData = a.kind === "tensor" || a.kind === "number" || a.kind === "text" || a.kind === "unknown";
  if (carriesData && a.origin !== b.origin) return false;
  switch (a.kind) {
    case "constant":
      return b.kind === "constant" && a.value === b.value && a.type === b.type;
    case "external":
      return (
        b.kind === "external" &&
        a.path === b.path &&
        a.receiver === b.receiver &&
        (a.origin === b.origin || !isMade(a.path))
      );
    case "function":
      return (
        b.kind === "function" &&
        a.definition === b.definition &&
        a.receiver === b.receiver &&
        a.closure === b.closure
      );
    case "tensor":
      return b.kind === "tensor" && a.constantSince === b.constantSince;
    case "number":
    case "text":
      return b.kind === a.kind && a.fromTensor === b.fromTensor && a.pattern === b.pattern;
    case "unknown":
      return b.kind === "unknown" && a.maybeTensor === b.maybeTensor;
    case "class":
    case "instance":
    case "sequence":
    case "mapping":
      return "object" in b && a.object === b.object;
    case "module":
      return b.kind === "module" && a.module === b.module;
    default:
      return false;
  }
}

/** What a node says of how its two sources relate. */
export function howTheyMeet(meeting: Meeting): Pick<Origin, "flow" | "when"> {
  return meeting === "loop" ? {} : { flow: "choice", when: meeting };
}

function meet(a: Origin | undefined, b: Origin | undefined, meeting: Meeting): Origin | undefined {
  if (a === undefined || a === b) return b;
  if (b === undefined) return a;
  return { at: a.at, label: "", from: [a, b], ...howTheyMeet(meeting) };
}

/** Applies `change` to each alternative and joins what comes out. */
export function mapAlternatives(value: Value, change: (one: Value) => Value): Value {
  if (value.kind !== "union") return change(value);
  let result: Value | undefined;
  for (const one of value.alternatives)
    result = result === undefined ? change(one) : join(result, change(one));
  return result ?? UNKNOWN;
}
