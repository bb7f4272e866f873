/** Calls the function that the scorer calls, twice: what the first call leaves behind is what the second one meets. */
import type { Place } from "../source/source-file.ts";
import { heldBy } from "./effects.ts";
import { classAttribute, instantiate, isTorchModuleClass } from "./classes.ts";
import type { Interpreter } from "./interpreter.ts";
import { origin, type Origin } from "./origin.ts";
import type { Value } from "./values.ts";
import { alternatives, NO_ARGUMENTS, UNKNOWN } from "./values.ts";

/** One call of the entry. */
export interface EntryCall {
  /** The nodes of what was passed. */
  readonly inputs: ReadonlySet<Origin>;
  readonly outcomes: readonly Outcome[];
}

/** One of the values that a call may give back. */
export interface Outcome {
  readonly value: Value;
  /** What it is made from, when the call returns. */
  readonly held: readonly Origin[];
}

/** An entry of the submission and how its calls went. */
export interface EntryRecord {
  readonly name: string;
  /** Its definition. */
  readonly at: Place;
  /** The first call, and a later one. */
  readonly calls: readonly EntryCall[];
}

const CALLS = 2;

/** What a parameter is given where only its name is known. */
export type ParameterKind = "tensor" | "unknown";

/** @param kinds what to pass, in order; for parameters beyond them, what their annotation says. */
export function runCalls(
  interpreter: Interpreter,
  name: string,
  entry: Value,
  kinds: readonly ParameterKind[] | "tensor",
  at: Place,
): EntryRecord {
  const callee = entry.kind === "class" ? made(interpreter, entry, at) : entry;
  const calls: EntryCall[] = [];
  interpreter.entryBegan = interpreter.nextId();
  for (let turn = 1; turn <= CALLS; turn += 1) {
    interpreter.entryCalls = turn;
    const inputs: Value[] = parametersOf(callee).map((parameter, index) =>
      passed(parameter, kinds === "tensor" ? "tensor" : (kinds[index] ?? "unknown"), turn, at),
    );
    const result = interpreter.call(callee, { ...NO_ARGUMENTS, positional: inputs }, at);
    calls.push({
      inputs: new Set(inputs.flatMap((input) => input.origin ?? [])),
      outcomes: alternatives(result).map((value) => ({ value, held: heldBy(interpreter, value) })),
    });
  }
  interpreter.entryCalls = 0;
  return { name, at, calls };
}

/** A class is made once and its objects are called, as a benchmark does with a `Model`. */
function made(interpreter: Interpreter, entry: Value & { kind: "class" }, at: Place): Value {
  // What has a default keeps it: a benchmark passes what it must.
  const initialiser = classAttribute(entry.object, "__init__");
  const needed = initialiser === undefined ? [] : neededParameters(initialiser, true);
  const args = { ...NO_ARGUMENTS, positional: needed.map(() => UNKNOWN) };
  const instance = instantiate(interpreter, entry.object, args, at);
  if (instance.kind !== "instance" || isTorchModuleClass(entry.object)) return instance;
  const method = ["forward", "__call__", "run"]
    .map((name) => interpreter.getAttribute(instance, name, at))
    .find(({ kind }) => kind === "function");
  return method ?? instance;
}

/** The names of what a call must pass. */
function parametersOf(callee: Value): readonly string[] {
  const method = callee.kind === "instance" ? forwardOf(callee) : callee;
  if (method?.kind !== "function") return ["x"];
  const isMethod = callee.kind === "instance" || method.receiver !== undefined;
  const needed = neededParameters(method, isMethod);
  const takesMore = method.definition.parameters.some(({ type }) => type === "star");
  return needed.length === 0 && takesMore ? ["x"] : needed;
}

function neededParameters(method: Value, isMethod: boolean): readonly string[] {
  if (method.kind !== "function") return [];
  const own = isMethod ? method.definition.parameters.slice(1) : method.definition.parameters;
  return own
    .filter(
      ({ type, keywordOnly, name }) =>
        type !== "star" && type !== "double-star" && !keywordOnly && !method.defaults.has(name),
    )
    .map(({ name }) => name);
}

function forwardOf(instance: Value & { kind: "instance" }): Value | undefined {
  const { type } = instance.object;
  if (typeof type === "string") return undefined;
  return (
    instance.object.attributes.get("forward") ??
    classAttribute(type, "forward") ??
    classAttribute(type, "__call__")
  );
}

function passed(name: string, kind: ParameterKind, turn: number, at: Place): Value {
  const from = origin(at, `\`${name}\` of ${turn === 1 ? "the first call" : "a later call"}`);
  return kind === "tensor"
    ? { kind: "tensor", origin: from }
    : { kind: "unknown", maybeTensor: false, origin: from };
}
