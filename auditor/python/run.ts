/** What of a submission is run, in which order, and how each part counts as reached. */
import type { EntryPoint } from "./program.ts";
import type { Place } from "../source/source-file.ts";
import { classAttribute, instantiate } from "./classes.ts";
import { runCalls, type EntryRecord, type ParameterKind } from "./entry-run.ts";
import type { Interpreter } from "./interpreter.ts";
import type { Module } from "./modules.ts";
import { origin, type Origin } from "./origin.ts";
import { createScope } from "./scope.ts";
import type { CallArguments, FunctionValue, Value } from "./values.ts";
import { originsOf } from "./tensorness.ts";
import { alternatives, constant, NO_ARGUMENTS } from "./values.ts";

export interface EntryRun {
  /** How the calls of an entry went whose result is the score's subject. */
  readonly record?: EntryRecord;
  /** Why the entry could not be run at all. */
  readonly missing?: string;
  /** Where what the forward pass returns comes from. */
  readonly outputs: readonly Origin[];
  readonly unresolved: readonly Place[];
}

const NOTHING: EntryRun = { outputs: [], unresolved: [] };

/** Imports the entry's module, calls its function and, if a module comes back, that module's forward. */
export function runEntryPoint(
  interpreter: Interpreter,
  module: Module | undefined,
  entry: EntryPoint,
): EntryRun {
  // What is missing or declared as a script is not followed here: the engine reports a missing entry, scripts run below.
  if (module === undefined || entry.name === undefined) return NOTHING;
  interpreter.reach = "scored";
  module.imported = true;
  interpreter.runModule(module);
  const callee = module.scope?.bindings.get(entry.name);
  if (callee === undefined)
    return {
      ...NOTHING,
      missing: `has no \`${entry.name}\`, which the scorer calls: what it runs was not found`,
    };
  const at =
    entry.returns === "value"
      ? placeOf(callee, module)
      : (callee.origin?.at ?? { file: module.file, span: { start: 0, end: 0 } });
  return inModule(interpreter, module, () => {
    if (entry.returns === "value") return runValue(interpreter, entry.name ?? "", callee, kindsOf(entry), at);
    const result = interpreter.call(callee, NO_ARGUMENTS, at);
    runEscaped(interpreter, at);
    return runForward(interpreter, result, at);
  });
}

function kindsOf({ parameters = [] }: EntryPoint): readonly ParameterKind[] {
  return parameters.map((parameter) => (/:.*\bTensor\b/.test(parameter) ? "tensor" : "unknown"));
}

function runValue(
  interpreter: Interpreter,
  name: string,
  callee: Value,
  kinds: readonly ParameterKind[] | "tensor",
  at: Place,
): EntryRun {
  const record = runCalls(interpreter, name, callee, kinds, at);
  runEscaped(interpreter, at);
  return { ...NOTHING, record };
}

/**
 * Where no entry is declared: the function or class that code of this kind is entered by, in the first file that defines one (a
 * kernel's file that is imported elsewhere is still the kernel's).
 */
export function runConventionalEntries(
  interpreter: Interpreter,
  modules: readonly Module[],
  names: readonly string[],
): readonly EntryRecord[] {
  interpreter.reach = "scored";
  const candidates = modules.filter((module) => names.some((name) => mayDefine(module, name)));
  for (const module of candidates) {
    module.imported = true;
    interpreter.runModule(module);
  }
  // A reference that lies beside the submission's own class goes by a less likely name.
  const name = names.find((one) => candidates.some((module) => entryNamed(module, one) !== undefined));
  if (name === undefined) return [];
  return candidates.flatMap((module) => {
    const callee = entryNamed(module, name);
    if (callee === undefined) return [];
    const at = placeOf(callee, module);
    const { record } = inModule(interpreter, module, () => runValue(interpreter, name, callee, "tensor", at));
    return record === undefined ? [] : [record];
  });
}

function entryNamed(module: Module, name: string): Value | undefined {
  const bound = module.scope?.bindings.get(name);
  return bound !== undefined && ["function", "class", "partial", "instance"].includes(bound.kind)
    ? bound
    : undefined;
}

/** By a definition, an assignment or an import at its top, or by text that it runs, which may bind any name. */
function mayDefine({ parsed, file }: Module, name: string): boolean {
  if (/\b(exec|eval|globals|__dict__)\b/.test(file.text)) return true;
  return parsed.body.some(
    (statement) =>
      (statement.kind === "import-from" &&
        (statement.star || statement.names.some((imported) => (imported.alias ?? imported.name) === name))) ||
      ((statement.kind === "function" || statement.kind === "class") && statement.name === name) ||
      (statement.kind === "assign" &&
        statement.targets.some((target) => target.kind === "name" && target.id === name)),
  );
}

/** A definition's own place, or the top of the file it is bound in. */
function placeOf(callee: Value, module: Module): Place {
  if (callee.kind === "function")
    return callee.module.container?.at ?? { file: callee.module.file, span: callee.definition.span };
  if (callee.kind === "class" && callee.object.definition !== null)
    return (
      callee.object.module.container?.at ?? {
        file: callee.object.module.file,
        span: callee.object.definition.span,
      }
    );
  return callee.origin?.at ?? { file: module.file, span: { start: 0, end: 0 } };
}

/** The forward pass is run twice: what the first pass leaves in the module is what the second one meets. */
const PASSES = 2;

function runForward(interpreter: Interpreter, returned: Value, at: Place): EntryRun {
  const outputs: Origin[] = [];
  const unresolved: Place[] = [];
  for (const one of alternatives(returned)) switchModes(interpreter, one, at);
  interpreter.region += 1;
  for (let pass = 0; pass < PASSES; pass += 1)
    for (const one of alternatives(returned)) {
      if (one.kind !== "function" && one.kind !== "instance") {
        unresolved.push(one.origin?.at ?? at);
        continue;
      }
      const tokens: Value = { kind: "tensor", origin: origin(at, "the tokens that the scorer passes") };
      const result = interpreter.call(one, { ...NO_ARGUMENTS, positional: [tokens] }, at);
      const detours = interpreter.detours.hooks.map((hook) =>
        callHook(interpreter, hook, one, tokens, result, at),
      );
      outputs.push(
        ...[result, ...detours, ...interpreter.detours.results].flatMap((value) => originsOf(value)),
      );
      runEscaped(interpreter, at);
    }
  const region = interpreter.region;
  interpreter.region = 0;
  const followed = unresolved.length < alternatives(returned).length * PASSES;
  interpreter.lastRegion = followed ? region : interpreter.lastRegion;
  return { outputs, unresolved };
}

/** A module may do something of its own when it is set to training or evaluation; which of them was last is not known. */
function switchModes(interpreter: Interpreter, module: Value, at: Place): void {
  if (module.kind !== "instance" || typeof module.object.type === "string") return;
  interpreter.branchDepth.current += 1;
  for (const [name, args] of [
    ["train", [constant(true)]],
    ["train", [constant(false)]],
    ["eval", []],
  ] as const) {
    const method = classAttribute(module.object.type, name);
    if (method?.kind === "function")
      interpreter.call({ ...method, receiver: module }, { ...NO_ARGUMENTS, positional: args }, at);
  }
  interpreter.branchDepth.current -= 1;
}

function callHook(
  interpreter: Interpreter,
  hook: Value,
  module: Value,
  tokens: Value,
  result: Value,
  at: Place,
): Value {
  return interpreter.call(hook, { ...NO_ARGUMENTS, positional: [module, tokens, result] }, at);
}

/** Callbacks given to code outside are called by it, with what is not known. */
export function runEscaped(interpreter: Interpreter, at: Place): void {
  for (let callee = interpreter.escaped.pop(); callee !== undefined; callee = interpreter.escaped.pop())
    if (callee.kind === "function" && !interpreter.calls.wasRun(callee.definition))
      interpreter.call(callee, NO_ARGUMENTS, at);
}

/** Every file that nothing imported is a program of its own; and so is one that says what it does when it is run. */
export function runScripts(interpreter: Interpreter, modules: readonly Module[]): void {
  interpreter.reach = "script";
  for (const module of modules) {
    const isImported = module.state !== "new";
    if (interpreter.programs.has(module) || (isImported && !module.file.text.includes("__main__"))) continue;
    module.state = "new";
    module.imported = false;
    interpreter.runModule(module);
    inModule(interpreter, module, () =>
      runEscaped(interpreter, { file: module.file, span: { start: 0, end: 0 } }),
    );
  }
}

/** What is left: functions that nothing in the submission calls, on values that are not known. */
export function runUnreached(interpreter: Interpreter): void {
  interpreter.reach = "unreached";
  // The list grows while inner functions are made.
  for (let index = 0; index < interpreter.functions.length; index += 1) {
    const callee = interpreter.functions[index];
    if (callee === undefined || interpreter.calls.wasRun(callee.definition)) continue;
    const at = { file: callee.module.file, span: callee.definition.span };
    inModule(interpreter, callee.module, () =>
      interpreter.call(withReceiver(interpreter, callee, at), NO_ARGUMENTS, at),
    );
  }
}

function withReceiver(interpreter: Interpreter, callee: FunctionValue, at: Place): FunctionValue {
  const owner = ownerOf(callee);
  if (owner === undefined || callee.binding === "static" || callee.receiver !== undefined) return callee;
  if (callee.binding === "class") return { ...callee, owner, receiver: { kind: "class", object: owner } };
  const open: CallArguments = { ...NO_ARGUMENTS, rest: { kind: "unknown", maybeTensor: false } };
  const isInitializer = classAttribute(owner, "__init__") === callee || callee.definition.kind === "lambda";
  const instance: Value = isInitializer
    ? {
        kind: "instance",
        object: {
          id: interpreter.nextId(),
          branchDepth: 0,
          type: owner,
          attributes: new Map(),
          made: null,
          hooks: [],
        },
      }
    : instantiate(interpreter, owner, open, at);
  return { ...callee, owner, receiver: instance };
}

/** Methods are remembered as they were made, before their class was: the class is found where they were put. */
function ownerOf(callee: FunctionValue): FunctionValue["owner"] {
  if (callee.owner !== undefined) return callee.owner;
  const found = callee.closure.kind === "class" ? callee.closure.owner : undefined;
  return found ?? undefined;
}

export function inModule<Result>(interpreter: Interpreter, module: Module, work: () => Result): Result {
  const scope = module.scope ?? createScope("module", null);
  return interpreter.inModule(module, scope, work);
}
