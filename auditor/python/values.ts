/**
 * What the interpreter knows of a value. Names are resolved to qualified paths ("torch.nn.functional.softmax"), the
 * submission's own functions and classes to their definitions, numbers and strings to constants where they fold, and tensors
 * are told apart from everything else. Unknown stays unknown: it is never reported as proven.
 */
import type { Module } from "./modules.ts";
import type { Origin } from "./origin.ts";
import type { ClassStatement, FunctionStatement, LambdaExpression, Literal } from "./syntax.ts";
import type { Scope } from "./scope.ts";

interface Base {
  readonly origin?: Origin | undefined;
}

/** A folded constant. `path` marks text that stands for a `pathlib` path, `bytes` a byte string (one unit a byte). */
export interface Constant extends Base {
  readonly kind: "constant";
  readonly value: Literal;
  readonly type?: "path" | "bytes" | undefined;
}

/** Something defined outside the submission, by its qualified path; `x()` stands for the result of calling `x`. */
export interface External extends Base {
  readonly kind: "external";
  readonly path: string;
  /** The object a method was taken from. */
  readonly receiver?: Value | undefined;
}

export interface ModuleValue extends Base {
  readonly kind: "module";
  readonly module: Module;
}

export interface FunctionValue extends Base {
  readonly kind: "function";
  readonly definition: FunctionStatement | LambdaExpression;
  readonly module: Module;
  readonly closure: Scope;
  readonly defaults: ReadonlyMap<string, Value>;
  /** The object or class that a call passes first. */
  readonly receiver?: Value | undefined;
  /** The class whose body defines it: where `super()` starts. */
  readonly owner?: ClassObject | undefined;
  readonly binding?: "property" | "static" | "class" | undefined;
}

/** The mutable part of a class of the submission. */
export interface ClassObject {
  readonly name: string;
  readonly definition: ClassStatement | null;
  readonly module: Module;
  readonly bases: readonly Value[];
  readonly attributes: Map<string, Value>;
}

export interface ClassValue extends Base {
  readonly kind: "class";
  readonly object: ClassObject;
}

/** The mutable part of an object: of a class of the submission, or of an external class that is worth remembering. */
export interface InstanceObject {
  readonly id: number;
  /** How many undecided branches it was made under. */
  readonly branchDepth: number;
  readonly type: ClassObject | string;
  readonly attributes: Map<string, Value>;
  /** What it was made with, where its class is external. */
  readonly made: CallArguments | null;
  /** Functions that run around its call: hooks, with their place in the order. */
  readonly hooks: { readonly when: "before" | "after"; readonly hook: Value }[];
}

export interface InstanceValue extends Base {
  readonly kind: "instance";
  readonly object: InstanceObject;
}

export interface SequenceObject {
  readonly id: number;
  readonly type: "tuple" | "list" | "set";
  readonly items: Value[];
  /** What further items, of unknown number, are. */
  rest: Value | undefined;
}

export interface SequenceValue extends Base {
  readonly kind: "sequence";
  readonly object: SequenceObject;
}

export interface MappingObject {
  readonly id: number;
  readonly entries: Map<Literal, Value>;
  rest: Value | undefined;
}

export interface MappingValue extends Base {
  readonly kind: "mapping";
  readonly object: MappingObject;
}

/** `functools.partial` and everything that behaves like it. */
export interface PartialValue extends Base {
  readonly kind: "partial";
  readonly callee: Value;
  readonly args: CallArguments;
}

/** `operator.attrgetter("a.b")`, `operator.methodcaller("exp")`, `operator.itemgetter(0)`. */
export interface AccessorValue extends Base {
  readonly kind: "accessor";
  readonly access: "attribute" | "method" | "item";
  readonly args: CallArguments;
}

/** A tensor. `constantSince` is the region in which it was made from shapes and configuration alone. */
export interface TensorValue extends Base {
  readonly kind: "tensor";
  readonly constantSince?: number | undefined;
}

/** A number or text whose value is not known. `fromTensor`: it was taken out of a tensor. */
export interface ScalarValue extends Base {
  readonly kind: "number" | "text";
  readonly fromTensor: boolean;
}

export interface UnknownValue extends Base {
  readonly kind: "unknown";
  /** It came out of something that a tensor went into. */
  readonly maybeTensor: boolean;
}

export interface UnionValue extends Base {
  readonly kind: "union";
  readonly alternatives: readonly Value[];
}

export type Value =
  | Constant
  | External
  | ModuleValue
  | FunctionValue
  | ClassValue
  | InstanceValue
  | SequenceValue
  | MappingValue
  | PartialValue
  | AccessorValue
  | TensorValue
  | ScalarValue
  | UnknownValue
  | UnionValue;

export interface CallArguments {
  readonly positional: readonly Value[];
  readonly keywords: ReadonlyMap<string, Value>;
  /** Arguments of unknown number or name: `*args`, `**kwargs`. */
  readonly rest: Value | undefined;
}

export const NO_ARGUMENTS: CallArguments = { positional: [], keywords: new Map(), rest: undefined };

export const UNKNOWN: UnknownValue = { kind: "unknown", maybeTensor: false };
export const NONE: Constant = { kind: "constant", value: null };
export const NUMBER: ScalarValue = { kind: "number", fromTensor: false };
export const TEXT: ScalarValue = { kind: "text", fromTensor: false };

/** More alternatives than this are no longer told apart: real dispatch tables are smaller. */
const MAXIMUM_ALTERNATIVES = 24;

export function constant(value: Literal, from?: Origin): Constant {
  return { kind: "constant", value, origin: from };
}

export function external(path: string, from?: Origin): External {
  return { kind: "external", path, origin: from };
}

export function withOrigin<V extends Value>(value: V, from: Origin | undefined): V {
  return from === undefined || value.origin === from ? value : { ...value, origin: from };
}

/** The alternatives of a value: itself, or the members of a union. */
export function alternatives(value: Value): readonly Value[] {
  return value.kind === "union" ? value.alternatives : [value];
}

export function stringOf(value: Value | undefined): string | undefined {
  return value?.kind === "constant" && typeof value.value === "string" ? value.value : undefined;
}

export function numberOf(value: Value | undefined): number | undefined {
  if (value?.kind !== "constant") return undefined;
  if (typeof value.value === "boolean") return Number(value.value);
  return typeof value.value === "number" ? value.value : undefined;
}

/** Python's truth of a value where it is known. */
export function truthOf(value: Value): boolean | undefined {
  switch (value.kind) {
    case "constant":
      return value.type === "path" ? true : Boolean(value.value);
    case "function":
    case "class":
    case "module":
    case "partial":
    case "accessor":
      return true;
    case "sequence":
      return value.object.items.length > 0 ? true : value.object.rest === undefined ? false : undefined;
    case "mapping":
      return value.object.entries.size > 0 ? true : value.object.rest === undefined ? false : undefined;
    default:
      return undefined;
  }
}

/** How sure it is that a value is a tensor (or holds one). */
export type Tensorness = "tensor" | "maybe" | "no";

export function tensorness(value: Value, depth = 0): Tensorness {
  switch (value.kind) {
    case "tensor":
      return "tensor";
    case "unknown":
      return value.maybeTensor ? "maybe" : "no";
    case "union":
      return strongest(value.alternatives, depth);
    case "sequence":
      return depth > 2 ? "no" : strongest(contents(value), depth + 1);
    case "mapping":
      return depth > 2 ? "no" : strongest(contents(value), depth + 1);
    default:
      return "no";
  }
}

function strongest(values: readonly Value[], depth: number): Tensorness {
  let found: Tensorness = "no";
  for (const value of values) {
    const one = tensorness(value, depth);
    if (one === "tensor") return "tensor";
    if (one === "maybe") found = "maybe";
  }
  return found;
}

/** The items of a container. */
export function contents(value: SequenceValue | MappingValue): readonly Value[] {
  const items = value.kind === "sequence" ? value.object.items : [...value.object.entries.values()];
  return value.object.rest === undefined ? items : [...items, value.object.rest];
}

/** Every origin in a value, those of a container's items included: what a result made from it came from. */
export function originsOf(value: Value, depth = 0): readonly Origin[] {
  const own = value.origin === undefined ? [] : [value.origin];
  if (depth > 2) return own;
  if (value.kind === "union")
    return [...own, ...value.alternatives.flatMap((one) => originsOf(one, depth + 1))];
  if (value.kind === "sequence" || value.kind === "mapping")
    return [...own, ...contents(value).flatMap((item) => originsOf(item, depth + 1))];
  return own;
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
      return b.kind === "external" && a.path === b.path && a.receiver === b.receiver;
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
      return b.kind === a.kind && a.fromTensor === b.fromTensor;
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

/** What a value is after either of two ways through the program. */
export function join(a: Value | undefined, b: Value | undefined): Value {
  if (a === undefined) return b ?? UNKNOWN;
  if (b === undefined) return a;
  if (sameValue(a, b)) return a;
  const merged = mergeSameKind(a, b);
  if (merged !== undefined) return merged;
  const members: Value[] = [];
  for (const one of [...alternatives(a), ...alternatives(b)]) addAlternative(members, one);
  if (members.length === 1 && members[0] !== undefined) return members[0];
  if (members.length <= MAXIMUM_ALTERNATIVES)
    return { kind: "union", alternatives: members, origin: a.origin ?? b.origin };
  const maybeTensor = members.some((one) => tensorness(one) !== "no");
  return { kind: "unknown", maybeTensor, origin: meet(a.origin, b.origin) };
}

function addAlternative(members: Value[], one: Value): void {
  if (members.some((member) => sameValue(member, one))) return;
  const index = members.findIndex((member) => mergeSameKind(member, one) !== undefined);
  const merged = index === -1 ? undefined : mergeSameKind(members[index] ?? one, one);
  if (merged === undefined) members.push(one);
  else members[index] = merged;
}

/** Values that differ only in where they came from are one value that came from both. */
function mergeSameKind(a: Value, b: Value): Value | undefined {
  if (a.kind === "tensor" && b.kind === "tensor")
    return {
      kind: "tensor",
      constantSince: a.constantSince === b.constantSince ? a.constantSince : undefined,
      origin: meet(a.origin, b.origin),
    };
  if ((a.kind === "number" || a.kind === "text") && b.kind === a.kind)
    return { kind: a.kind, fromTensor: a.fromTensor || b.fromTensor, origin: meet(a.origin, b.origin) };
  if (a.kind === "unknown" && b.kind === "unknown")
    return { kind: "unknown", maybeTensor: a.maybeTensor || b.maybeTensor, origin: meet(a.origin, b.origin) };
  return undefined;
}

function meet(a: Origin | undefined, b: Origin | undefined): Origin | undefined {
  if (a === undefined || a === b) return b;
  if (b === undefined) return a;
  return { at: a.at, label: "", from: [a, b] };
}

/** Applies `change` to each alternative and joins what comes out. */
export function mapAlternatives(value: Value, change: (one: Value) => Value): Value {
  if (value.kind !== "union") return change(value);
  let result: Value | undefined;
  for (const one of value.alternatives)
    result = result === undefined ? change(one) : join(result, change(one));
  return result ?? UNKNOWN;
}
