/** Runs a solver's own command in a workspace: in the sandbox, with the environment's Python and limits. */
import { existsSync } from "node:fs";
import { rm, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { loadEnvironment, profileOf } from "../environment/load.ts";
import type { Manifest, Resources } from "../environment/schema.ts";
import { UserError } from "../environment/user-error.ts";
import { ensurePython, type Interpreter } from "../interpreter/ensure-python.ts";
import type { Engine } from "../sandbox/engine.ts";
import type { Limits } from "../sandbox/limits.ts";
import { openEngine } from "../sandbox/open-engine.ts";
import type { Outcome } from "../sandbox/outcome.ts";
import { placePython } from "../sandbox/python-mounts.ts";
import { runSandboxed, type RunOptions } from "../sandbox/run-sandboxed.ts";
import type { SandboxSpec } from "../sandbox/sandbox-spec.ts";
import { openRun } from "../workspace/run.ts";

const inside = "/workspace";
const largestTmpMiB = 1024;
/** The command's output goes to whoever called, so this only ends one that prints without end. */
const outputBytes = 1024 ** 3;

export interface RunCommandOptions extends RunOptions {
  readonly unsafeNoSandbox?: boolean;
  readonly python?: string;
  readonly onProgress?: (message: string) => void;
}

export interface CommandResult {
  readonly outcome: Outcome;
  readonly limits: Limits;
}

/**
 * Runs `command` in the workspace's root, which it sees as it is: the hand-in may be written, everything else read, and what the
 * host hides is not there. Throws a UserError if this is no workspace.
 */
export async function runCommand(
  workspace: string,
  command: readonly [string, ...string[]],
  options: RunCommandOptions = {},
): Promise<CommandResult> {
  const run = await openRun(workspace);
  const environment = await loadEnvironment(run.record.environment.directory);
  const { resources } = profileOf(environment.manifest, run.record.profile);
  const { python, onProgress } = options;
  const interpreter = await ensurePython(environment, {
    ...(python === undefined ? {} : { python }),
    ...(onProgress === undefined ? {} : { onProgress }),
  });
  const engine = await openEngine({ unsafe: options.unsafeNoSandbox ?? false });
  const { handIn } = environment.manifest;
  if (!existsSync(join(run.workspace, handIn.root)))
    throw new UserError(`${run.workspace} has no folder ${handIn.root}`);
  const placeholders = await makePlaceholders(run.workspace, handIn);
  try {
    const spec = commandSpec({ workspace: run.workspace, handIn, resources, interpreter, engine, command });
    return { outcome: await runSandboxed(engine, spec, options), limits: spec.limits };
  } finally {
    await removePlaceholders(placeholders);
  }
}

export interface CommandPlan {
  readonly workspace: string;
  readonly handIn: Manifest["handIn"];
  readonly resources: Resources;
  readonly interpreter: Interpreter;
  readonly engine: Engine;
  readonly command: readonly [string, ...string[]];
}

/** The sandbox of a solver's command. */
export function commandSpec({
  workspace,
  handIn,
  resources,
  interpreter,
  command,
}: CommandPlan): SandboxSpec {
  const place = placePython(interpreter.python, interpreter.prefixPaths);
  const tmpMiB = Math.min(resources.diskMiB, largestTmpMiB);
  const [program, ...rest] = command;
  return {
    // Bubblewrap and prlimit look for programs on their own PATH, which is the sandbox's.
    command: [program === "python" || program === "python3" ? interpreter.python : program, ...rest],
    cwd: inside,
    environment: {
      PATH: `${dirname(interpreter.python)}:/usr/local/bin:/usr/bin:/bin`,
      PYTHONUNBUFFERED: "1",
    },
    readOnly: [...place.readOnly, { source: workspace, target: inside }],
    writable: [handIn.root, ...handIn.extra].map((path) => ({
      source: join(workspace, path),
      target: join(inside, path),
    })),
    links: place.links,
    network: resources.network,
    limits: {
      wallSeconds: resources.budgetSeconds,
      memoryMiB: resources.memoryMiB,
      processes: resources.processes,
      fileSizeMiB: resources.diskMiB,
      tmpMiB,
      outputBytes,
      cpus: resources.cpus,
    },
  };
}

/** A file can be made writable only where there is one: files of the hand-in that are yet to be written begin empty. */
async function makePlaceholders(workspace: string, handIn: Manifest["handIn"]): Promise<string[]> {
  const missing = handIn.extra.map((path) => join(workspace, path)).filter((path) => !existsSync(path));
  await Promise.all(missing.map((path) => writeFile(path, "", { flag: "wx" })));
  return missing;
}

async function removePlaceholders(paths: readonly string[]): Promise<void> {
  for (const path of paths) if ((await stat(path)).size === 0) await rm(path);
}
