/** Running one of the submission's files, or a text, as a program of its own: with its arguments and variables. */
import type { Interpreter } from "./interpreter.ts";
import type { Module } from "./modules.ts";
import type { Parse } from "./parse.ts";
import type { ProgramRun } from "./program.ts";
import { inModule, runEscaped } from "./run.ts";
import type { Value } from "./values.ts";
import { constant, TEXT } from "./values.ts";

/** A program that is running, for the code that asks how it was started. */
export interface RunningProgram {
  readonly id: number;
  readonly module: Module;
  readonly args: ProgramRun["args"];
  readonly environment: ProgramRun["environment"];
}

/** Follows the programs that a script entry starts, in order. What such a program starts again is a run of its own. */
export function runPrograms(
  interpreter: Interpreter,
  modules: readonly Module[],
  runs: readonly ProgramRun[],
  parse: Parse,
): void {
  for (const [index, run] of runs.entries()) {
    interpreter.reach = run.reach ?? "scored";
    const module =
      run.text === undefined
        ? modules.find(({ file }) => file.path === run.path)
        : textModule(interpreter, run.text, parse);
    if (module === undefined) continue;
    module.state = "new";
    module.imported = false;
    interpreter.programs.add(module);
    interpreter.program = { id: index + 1, module, args: run.args, environment: run.environment };
    interpreter.patches.set("sys.argv", argumentsOf(interpreter, module, run));
    interpreter.runModule(module);
    inModule(interpreter, module, () =>
      runEscaped(interpreter, { file: module.file, span: { start: 0, end: 0 } }),
    );
    interpreter.patches.delete("sys.argv");
    interpreter.program = undefined;
  }
}

/** Its places are the place of the command: the text need not stand in the file as it is. */
function textModule(
  interpreter: Interpreter,
  { code, at }: NonNullable<ProgramRun["text"]>,
  parse: Parse,
): Module {
  const parsed = parse(code);
  if (parsed.errors.length > 0 || parsed.tooDeep) interpreter.unreadableTexts.push(at);
  return {
    file: at.file,
    name: "",
    isPackage: false,
    parsed,
    scope: null,
    state: "new",
    imported: false,
    container: { at, text: code },
  };
}

function argumentsOf(interpreter: Interpreter, module: Module, { args }: ProgramRun): Value {
  const words = [
    constant(module.file.path),
    ...args.map((word) => (word === undefined ? TEXT : constant(word))),
  ];
  return {
    kind: "sequence",
    object: { id: interpreter.nextId(), type: "list", items: words, rest: undefined },
  };
}
