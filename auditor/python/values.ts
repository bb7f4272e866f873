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
  /** Changes when `__class__` is assigned. */
  type: ClassObject | string;
  readonly attributes: Map<string, Value>;
  /** What it was made with, where its class is external. */
  made: CallArguments | null;
  /** What it holds, where its class is a list, tuple or dict of its own. */
  contents?: SequenceValue | MappingValue;
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
  /** What a folder may hold: each of the items may be missing, and their order says nothing. */
  readonly isListing?: boolean;
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
  /** Its class, where that is one of the submission's own. */
  readonly type?: ClassObject | undefined;
}

/** A number or text whose value is not known. `fromTensor`: it was taken out of a tensor. */
export interface ScalarValue extends Base {
  readonly kind: "number" | "text";
  readonly fromTensor: boolean;
  /** Of a text that is known in part: the parts, with `*` for what is not known. */
  readonly pattern?: string | undefined;
  /** Set where the text stands for a `pathlib` path. */
  readonly type?: "path" | undefined;
  /** It is how many elements something has, or how long it is. */
  readonly isSize?: boolean | undefined;
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
export const SIZE: ScalarValue = { kind: "number", fromTensor: false, isSize: true };
export const TEXT: ScalarValue = { kind: "text", fromTensor: false };

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

/** A text with `*` for each part of it that is not known; undefined where nothing of it is. */
export function patternOf(value: Value | undefined): string | undefined {
  if (value?.kind === "text") return value.pattern;
  // As the paths below /proc call them.
  if (value?.kind === "external" && value.path === "os.getpid()") return "self";
  if (value?.kind === "external" && value.path === "os.getppid()") return "parent";
  return value?.kind === "constant" && value.value !== null ? String(value.value) : undefined;
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
