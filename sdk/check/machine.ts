/** Makes workspaces, trains and scores in them, as the commands do for a solver. */
import { cp, readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import type { LoadedEnvironment } from "../environment/load.ts";
import { UserError } from "../environment/user-error.ts";
import { ensurePython, type Interpreter } from "../interpreter/ensure-python.ts";
import type { Engine } from "../sandbox/engine.ts";
import { openEngine } from "../sandbox/open-engine.ts";
import { explainOutcome } from "../sandbox/outcome.ts";
import type { ScoreLogEntry } from "../score-log/entry.ts";
import { runCommand } from "../scoring/run-command.ts";
import { scoreWorkspace } from "../scoring/score.ts";
import { ensureData, type PreparedData } from "../workspace/data.ts";
import { pythonRunner } from "../workspace/run-python.ts";
import { startRun } from "../workspace/start.ts";
import type { Solution } from "./context.ts";
import type { Scratch } from "./scratch.ts";

export interface MachineOptions {
  readonly python?: string;
  readonly unsafeNoSandbox?: boolean;
  /** Told what is being done, in words. */
  readonly onProgress: (message: string) => void;
}

/** Python, a sandbox and the profile's data, all there. */
export interface Machine {
  readonly data: PreparedData;
  /** A new workspace with the solution in its place. Its run goes when the scratch folders go. */
  readonly makeWorkspace: (solution: Solution) => Promise<string>;
  readonly score: (workspace: string) => Promise<ScoreLogEntry>;
  /** Runs a command in the workspace, as `rebench run` does. Throws a UserError unless it ends well. */
  readonly run: (workspace: string, command: readonly string[]) => Promise<void>;
}

/** Throws a UserError if something is missing here: Python, the sandbox, or data that can be made. */
export async function openMachine(
  environment: LoadedEnvironment,
  profile: string,
  scratch: Scratch,
  options: MachineOptions,
): Promise<Machine> {
  const { onProgress } = options;
  const python = options.python === undefined ? {} : { python: options.python };
  const trust = { unsafeNoSandbox: options.unsafeNoSandbox ?? false };
  const engine = await openEngine({ unsafe: trust.unsafeNoSandbox });
  const interpreter = await ensurePython(environment, { onProgress, ...python });
  const runPython = pythonRunner(engine);
  const data = await ensureData(environment, profile, { interpreter, runPython, onProgress });
  return {
    data,
    makeWorkspace: (solution) =>
      makeWorkspace({ environment, profile, scratch, engine, interpreter }, solution),
    score: (workspace) => scoreWorkspace(workspace, { ...trust, ...python }),
    run: async (workspace, command) => {
      const [program, ...words] = command;
      if (program === undefined) throw new RangeError("no command");
      onProgress(`running ${command.join(" ")}`);
      const { outcome, limits } = await runCommand(workspace, [program, ...words], { ...trust, ...python });
      if (outcome.kind === "exited" && outcome.exitCode === 0) return;
      const said = outcome.stderr.trim().split("\n").at(-1) ?? "";
      throw new UserError(
        `${command.join(" ")} ${explainOutcome(outcome, limits)}${said === "" ? "" : `: ${said}`}`,
      );
    },
  };
}

interface Making {
  readonly environment: LoadedEnvironment;
  readonly profile: string;
  readonly scratch: Scratch;
  readonly engine: Engine;
  readonly interpreter: Interpreter;
}

async function makeWorkspace(
  { environment, profile, scratch, engine, interpreter }: Making,
  solution: Solution,
): Promise<string> {
  const directory = join(await scratch.makeFolder(), "workspace");
  const run = await startRun(environment, {
    profile,
    directory,
    interpreter,
    runPython: pythonRunner(engine),
  });
  scratch.adopt(run.folder);
  if (solution === "reference") await replaceSolution(environment, run.workspace);
  return run.workspace;
}

/** Puts the reference where the solver's own solution would be. */
async function replaceSolution({ directory, manifest }: LoadedEnvironment, workspace: string): Promise<void> {
  const solution = join(workspace, manifest.handIn.root);
  await Promise.all((await readdir(solution)).map((name) => rm(join(solution, name), { recursive: true })));
  await cp(join(directory, manifest.reference.path), solution, {
    recursive: true,
    filter: (source) => !source.endsWith("/__pycache__"),
  });
}
