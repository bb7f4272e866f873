import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { UserError } from "../environment/user-error.ts";
import {
  explainRefusal,
  findEngine,
  refuseVersion,
  type BubblewrapEngine,
  type Engine,
  type EngineChoice,
} from "./engine.ts";
import { SandboxError } from "./outcome.ts";
import { runSandboxed } from "./run-sandboxed.ts";
import type { SandboxSpec } from "./sandbox-spec.ts";

const run = promisify(execFile);

/** Finds the engine and makes a first, trivial sandbox with it, so that what is missing is said before anything begins. Throws UserError. */
export async function openEngine(choice: EngineChoice = {}): Promise<Engine> {
  const engine = findEngine(choice);
  if (engine.kind === "none") return engine;
  const { stdout } = await run(engine.bwrap, ["--version"]);
  const refusal = refuseVersion(stdout);
  if (refusal !== undefined) throw new UserError(refusal);
  const problem = await probe(engine);
  if (problem !== undefined) throw new UserError(explainRefusal(problem, engine.means));
  return engine;
}

/** What goes wrong with a sandbox for `true`; undefined if nothing does. */
async function probe(engine: BubblewrapEngine): Promise<string | undefined> {
  try {
    const outcome = await runSandboxed(engine, trivial);
    return outcome.exitCode === 0
      ? undefined
      : outcome.stderr || `ended with ${outcome.signal ?? outcome.exitCode}`;
  } catch (error) {
    if (error instanceof SandboxError) return error.message;
    throw error;
  }
}

const trivial: SandboxSpec = {
  command: ["/bin/true"],
  cwd: "/",
  environment: {},
  readOnly: [],
  writable: [],
  links: [],
  network: "none",
  limits: {
    wallSeconds: 30,
    memoryMiB: 256,
    processes: 8,
    fileSizeMiB: 1,
    tmpMiB: 1,
    outputBytes: 65_536,
    cpus: 1,
  },
};
