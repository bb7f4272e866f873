/** Options by which a function or layer computes more, or less, than its table entry says of every call. */
import type { CallArguments, Value } from "../../python/values.ts";
import { numberOf } from "../../python/values.ts";
import type { OperationClosure } from "./operation-closure.ts";

interface Option {
  readonly keyword: string;
  /** Where it stands among the positional arguments of the function or of the layer's constructor; absent for a keyword alone. */
  readonly position?: number;
  /** `adds`: set to anything but `None`, the call does what it does only sometimes. `removes`: at 0 or `False` it hands its input on. */
  readonly effect: "adds" | "removes";
}

/** The rows are rescaled at each lookup. */
const MAXIMUM_NORM = { keyword: "max_norm", effect: "adds" } as const;
/** Nothing is dropped with a probability of 0. */
const CHANCE = { keyword: "p", effect: "removes" } as const;
/** Given points, the rule divides; given their distance, it multiplies. */
const POINTS = { keyword: "x", position: 1, effect: "adds" } as const;

/** By name, or by path where a function of that name elsewhere takes other arguments. */
const OF_FUNCTIONS: Readonly<Record<string, readonly Option[]>> = {
  "torch.nn.functional.embedding": [{ ...MAXIMUM_NORM, position: 3 }],
  "torch.nn.functional.dropout": [
    { ...CHANCE, position: 1 },
    { keyword: "training", position: 2, effect: "removes" },
  ],
  dropout: [
    { ...CHANCE, position: 1 },
    { keyword: "train", position: 2, effect: "removes" },
  ],
  native_dropout: [{ ...CHANCE, position: 1 }],
  trapezoid: [POINTS],
  trapz: [POINTS],
  // With a mask, elements are chosen by it.
  "masked.sum": [{ keyword: "mask", effect: "adds" }],
};

const OF_LAYERS: Readonly<Record<string, readonly Option[]>> = {
  Embedding: [{ ...MAXIMUM_NORM, position: 3 }],
  Dropout: [{ ...CHANCE, position: 0 }],
  Dropout1d: [{ ...CHANCE, position: 0 }],
  Dropout2d: [{ ...CHANCE, position: 0 }],
  Dropout3d: [{ ...CHANCE, position: 0 }],
};

const CASTS: ReadonlySet<string> = new Set(["to", "type", "_to_copy"]);
/** A cast to `bool` tells zero from everything else. */
const TO_BOOL: OperationClosure = { computes: ["comparison"], implies: [], sometimes: [] };
const PASSED_ON: OperationClosure = { computes: ["copy"], implies: [], sometimes: [] };

export function withFunctionOptions(
  { name, path, args }: { readonly name: string; readonly path: string; readonly args: CallArguments },
  closure: OperationClosure,
): OperationClosure {
  if (CASTS.has(name) && takesBool(args)) return TO_BOOL;
  return withOptions(OF_FUNCTIONS[path] ?? OF_FUNCTIONS[name], closure, args);
}

/** `made`: what the layer was constructed with, null where that is not known. */
export function withLayerOptions(
  { name, made }: { readonly name: string; readonly made: CallArguments | null },
  closure: OperationClosure,
): OperationClosure {
  return made === null ? closure : withOptions(OF_LAYERS[name], closure, made);
}

function takesBool({ positional, keywords }: CallArguments): boolean {
  return [...positional, keywords.get("dtype")].some(
    (value) => value?.kind === "external" && /^(torch|builtins)\.bool$/.test(value.path),
  );
}

function withOptions(
  options: readonly Option[] = [],
  closure: OperationClosure,
  args: CallArguments,
): OperationClosure {
  const given = options.map((option) => ({ option, value: valueOf(option, args) }));
  if (given.some(({ option, value }) => option.effect === "removes" && isOff(value))) return PASSED_ON;
  if (!given.some(({ option, value }) => option.effect === "adds" && isSet(value))) return closure;
  return { ...closure, computes: [...closure.computes, ...closure.sometimes], sometimes: [] };
}

function valueOf({ keyword, position }: Option, { keywords, positional }: CallArguments): Value | undefined {
  return keywords.get(keyword) ?? (position === undefined ? undefined : positional[position]);
}

function isSet(value: Value | undefined): boolean {
  return value !== undefined && !(value.kind === "constant" && value.value === null);
}

function isOff(value: Value | undefined): boolean {
  return numberOf(value) === 0 || (value?.kind === "constant" && value.value === false);
}
