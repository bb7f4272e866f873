/** Recording what is done with things from outside the submission, and the value that comes out of it. */
import type { Place } from "../source/source-file.ts";
import type { Machine } from "./machine.ts";
import type { Origin } from "./origin.ts";
import { noteRecorded } from "./cuda-graphs.ts";
import { applyEffects, flowOf, heldBy, isMultipliedByZero, pointerIn } from "./effects.ts";
import { ancestors } from "./origin.ts";
import type { Tensorness } from "./tensorness.ts";
import type { CallArguments, Value } from "./values.ts";
import { contents, originsOf, tensorness } from "./tensorness.ts";
import { UNKNOWN } from "./values.ts";

export interface OperationOptions {
  readonly binding?: Origin | undefined;
  readonly made?: CallArguments | null;
  /** What the result is, where it is not decided by what goes in. */
  readonly result?: "tensor" | "unknown" | "random-tensor";
}

/** In-place methods; what writes gradients; foreign functions, which write through the pointers that they get. */
const CHANGES_IN_PLACE = /^(?!operator\.).*[^_]_$|\.__i\w+__$|\.backward$|^ctypes\b|^cffi\b/;

/** Every value that goes into a call, those with a name and those behind `*` included. */
export function inputsOf(args: CallArguments): readonly Value[] {
  const rest = args.rest === undefined ? [] : [args.rest];
  return [...args.positional, ...args.keywords.values(), ...rest];
}

/** Records the use of `path` on `args` and gives its result. */
export function recordOperation(
  machine: Machine,
  path: string,
  args: CallArguments,
  at: Place,
  options: OperationOptions = {},
): Value {
  const inputs = inputsOf(args);
  const { binding } = options;
  const held = inputs.flatMap((input) => heldBy(machine, input));
  if (binding !== undefined) held.push(machine.memory.read(binding));
  const pointer = pointerIn(machine, path, inputs);
  const flow =
    pointer !== undefined ? "view" : isMultipliedByZero(machine, path, inputs) ? "shape" : flowOf(path, args);
  const strength = strongestOf(inputs);
  const seen = inputs.flatMap((input) => originsOf(input));
  const from = flow !== "view" ? held : pointer === undefined ? seen : [pointer, ...seen];
  const result: Origin = { at, label: labelOf(path), from, flow, born: machine.nextId() };
  const random = options.result === "random-tensor";
  if (CHANGES_IN_PLACE.test(path) || path === "operator.setitem") markWritten(machine, inputs);
  const { changed, written, put } = applyEffects(machine, { path, args, inputs, at, binding });
  noteRecorded(machine, seen, [result]);
  const dependsOnData = random || inputs.some((input) => carriesData(machine, input));
  machine.record({
    kind: "operation",
    at,
    path,
    args,
    made: options.made ?? null,
    tensorness: random ? "tensor" : strength,
    dependsOnData,
    onHostNumbers: strength === "no" && inputs.some((input) => isHostNumber(input)),
    binding,
    results: [result, ...written],
    inputs: held,
    changed,
    put,
    inPlace: args.keywords.has("out") || CHANGES_IN_PLACE.test(path),
  });
  return resultOf(machine, path, inputs, strength, dependsOnData, result, options);
}

function resultOf(
  machine: Machine,
  path: string,
  inputs: readonly Value[],
  strength: Tensorness,
  dependsOnData: boolean,
  result: Origin,
  options: OperationOptions,
): Value {
  const constantSince = machine.region > 0 && !dependsOnData ? machine.region : undefined;
  if (options.result === "tensor" || options.result === "random-tensor" || strength === "tensor")
    return options.result === "unknown"
      ? { kind: "unknown", maybeTensor: true, origin: result }
      : { kind: "tensor", constantSince, origin: result };
  if (strength === "maybe") return { kind: "unknown", maybeTensor: true, origin: result };
  if (inputs.some((input) => isHostNumber(input)))
    return { kind: "number", fromTensor: true, origin: result };
  if (!path.startsWith("operator.")) return { kind: "unknown", maybeTensor: false, origin: result };
  const isNumeric = inputs.every((input) => input.kind === "number" || input.kind === "constant");
  if (!isNumeric) return { ...UNKNOWN, origin: result };
  return { kind: "number", fromTensor: false, origin: result };
}

function labelOf(path: string): string {
  return path.startsWith("operator.") ? `applies ${path.slice("operator.".length)}` : `calls ${path}`;
}

function strongestOf(values: readonly Value[]): Tensorness {
  const found = new Set(values.map((value) => tensorness(value)));
  return found.has("tensor") ? "tensor" : found.has("maybe") ? "maybe" : "no";
}

export function isHostNumber(value: Value): boolean {
  if (value.kind === "number" || value.kind === "text") return value.fromTensor;
  if (value.kind === "union") return value.alternatives.some(isHostNumber);
  return (
    value.kind === "sequence" && contents(value).some((item) => item.kind === "number" && item.fromTensor)
  );
}

/** Data is written into a tensor: what it was made from, a buffer that it is a view of, holds the data too. */
export function markWritten(machine: Machine, inputs: readonly Value[]): void {
  const [target, ...others] = inputs;
  if (machine.region === 0 || target?.kind !== "tensor" || target.origin === undefined) return;
  if (!others.some((other) => carriesData(machine, other))) return;
  for (const root of rootsOf(target.origin)) machine.written.add(root);
}

/** The places where what a value was made of begins. */
function rootsOf(from: Origin): readonly Origin[] {
  return [...ancestors([from])].filter((one) => one.from.length === 0);
}

/** Whether a value can differ between two inputs of the same shape: tensors made from shapes inside this pass can not. */
function carriesData(machine: Machine, value: Value, depth = 0): boolean {
  switch (value.kind) {
    case "tensor":
      return (
        machine.region === 0 ||
        value.constantSince !== machine.region ||
        (value.origin !== undefined && rootsOf(value.origin).some((root) => machine.written.has(root)))
      );
    case "unknown":
      return value.maybeTensor;
    case "number":
    case "text":
      return value.fromTensor;
    case "union":
      return value.alternatives.some((one) => carriesData(machine, one, depth));
    case "sequence":
    case "mapping":
      return depth < 3 && contents(value).some((item) => carriesData(machine, item, depth + 1));
    default:
      return false;
  }
}

/** Records a decision by a tensor's value; decisions by anything else are Python's own business. */
export function recordBranch(machine: Machine, condition: Value, at: Place, decides: boolean): void {
  const strength = tensorness(condition);
  if (!carriesData(machine, condition)) return;
  // The truth of a container is its length, not what is in it.
  if (condition.kind === "sequence" || condition.kind === "mapping") return;
  machine.record({
    kind: "branch",
    at,
    condition,
    tensorness: isHostNumber(condition) ? "tensor" : strength,
    decides,
  });
}
