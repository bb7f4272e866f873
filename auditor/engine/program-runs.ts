/** Builds the model of a submission whose entry is a script: the Python that its commands run is scored, and so is what that starts. */
import { posix } from "node:path";
import type { PythonModel } from "../python/model.ts";
import type { EntryPoint, Program, ProgramRun } from "../python/program.ts";
import { buildShellModel, type ShellModel } from "../shell/model.ts";
import { pythonRunOf, type PythonRun } from "../shell/python-runs.ts";
import type { SourceTree } from "../source/tree.ts";

export interface Models {
  readonly python: PythonModel;
  readonly shell: ShellModel;
}

/** Programs that start programs: real pipelines are two or three deep. */
const MAXIMUM_ROUNDS = 3;

/** More runs of one kind do nothing new. */
const MAXIMUM_RUNS = 32;

export async function buildModels(
  tree: SourceTree,
  program: Program,
  buildPython: (tree: SourceTree, program: Program) => Promise<PythonModel>,
): Promise<Models> {
  const isScript = program.entryPoints.some(({ name }) => name === undefined);
  const first = isScript ? await buildShellModel(tree, program) : undefined;
  let runs = first === undefined ? [] : unique([...entryRuns(program), ...runsOf(first, tree, program)]);
  for (let round = 1; ; round += 1) {
    const python = await buildPython(tree, { ...program, runs });
    const shell = await buildShellModel(tree, program, python.operations, python.events);
    const all = unique([...runs, ...(isScript ? runsOf(shell, tree, program) : textsOf(shell))]);
    if (all.length === runs.length || round === MAXIMUM_ROUNDS) return { python, shell };
    runs = all;
  }
}

/** An entry that is Python itself, as in `["python", "train.py", "--fast"]`. */
function entryRuns({ entryPoints }: Program): readonly ProgramRun[] {
  return entryPoints.filter(isPythonScript).map(({ path, command = [] }) => ({
    path,
    args: command.slice(command.findIndex((word) => word.endsWith(posix.basename(path))) + 1),
    environment: new Map<string, string>(),
  }));
}

function isPythonScript({ name, path }: EntryPoint): boolean {
  return name === undefined && path.endsWith(".py");
}

function runsOf(shell: ShellModel, tree: SourceTree, program: Program): readonly ProgramRun[] {
  return shell.commands
    .filter(({ reach }) => reach === "scored")
    .flatMap((command) => pythonRunOf(command) ?? [])
    .flatMap((run) => programRun(run, tree, program) ?? []);
}

/** Where no script is scored: Python that stands in a shell script. Files are programs of their own without it. */
function textsOf(shell: ShellModel): readonly ProgramRun[] {
  return shell.commands
    .filter(({ reach }) => reach !== "unreached")
    .flatMap((command) => pythonRunOf(command) ?? [])
    .flatMap(({ command, kind, what, args }): readonly ProgramRun[] => {
      if (kind !== "text" || what === undefined) return [];
      const { at, environment } = command;
      const text = { code: what, at };
      return [
        { path: at.file.path, reach: "script", text, args: args.map((word) => word.text), environment },
      ];
    });
}

function programRun(run: PythonRun, tree: SourceTree, program: Program): ProgramRun | undefined {
  const { command, kind, what, args } = run;
  if (what === undefined) return undefined;
  const shared = { args: args.map(({ text }) => text), environment: command.environment };
  if (kind === "text") return { ...shared, path: command.at.file.path, text: { code: what, at: command.at } };
  const names =
    kind === "script" ? [what] : moduleFiles(what).map((name) => posix.join(command.folder ?? "", name));
  const bases = ["", program.solutionRoot, posix.dirname(command.at.file.path)];
  const path = bases
    .flatMap((base) => names.map((name) => posix.normalize(posix.join(base, name))))
    .find((candidate) => tree.sources.some((file) => file.path === candidate && file.language === "python"));
  return path === undefined ? undefined : { ...shared, path };
}

/** Of `python -m pkg.mod`. */
function moduleFiles(name: string): readonly string[] {
  const path = name.replaceAll(".", "/");
  return [`${path}.py`, `${path}/__main__.py`];
}

function unique(runs: readonly ProgramRun[]): readonly ProgramRun[] {
  const byKey = new Map(runs.map((run) => [keyOf(run), run]));
  return [...byKey.values()].slice(0, MAXIMUM_RUNS);
}

function keyOf({ path, text, args, environment }: ProgramRun): string {
  return JSON.stringify([path, text?.code, args, [...environment]]);
}
