/** What of a submission is run, in which order, and how each part counts as reached. */
import type { EntryPoint } from "./program.ts";
import type { Place } from "../source/source-file.ts";
import { classAttribute, instantiate } from "./classes.ts";
import type { Interpreter } from "./interpreter.ts";
import type { Module } from "./modules.ts";
import { origin, type Origin } from "./origin.ts";
import { createScope } from "./scope.ts";
import type { CallArguments, FunctionValue, Value } from "./values.ts";
import { originsOf } from "./tensorness.ts";
import { alternatives, constant, NO_ARGUMENTS } from "./values.ts";

export interface EntryRun {
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
  const at = callee.origin?.at ?? { file: module.file, span: { start: 0, end: 0 } };
  return inModule(interpreter, module, () => {
    const result = interpreter.call(callee, NO_ARGUMENTS, at);
    runEscaped(interpreter, at);
    return entry.returns === "module" ? runForward(interpreter, result, at) : NOTHING;
  });
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
function runEscaped(interpreter: Interpreter, at: Place): void {
  for (let callee = interpreter.escaped.pop(); callee !== undefined; callee = interpreter.escaped.pop())
    if (callee.kind === "function" && !interpreter.calls.wasRun(callee.definition))
      interpreter.call(callee, NO_ARGUMENTS, at);
}

/** Every file that nothing imported is a program of its own; and so is one that says what it does when it is run. */
export function runScripts(interpreter: Interpreter, modules: readonly Module[]): void {
  interpreter.reach = "script";
  for (const module of modules) {
    const isImported = module.state !== "new";
    if (isImported && !module.file.text.includes("__main__")) continue;
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

function inModule<Result>(interpreter: Interpreter, module: Module, work: () => Result): Result {
  const scope = module.scope ?? createScope("module", null);
  return interpreter.inModule(module, scope, work);
}
