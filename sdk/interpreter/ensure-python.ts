/** The Python of an environment: made from its pinned requirements and shared, or one that the user names. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { UserError } from "../environment/user-error.ts";
import type { Manifest } from "../environment/schema.ts";
import { cacheFolder } from "../host/state.ts";
import { checkImports } from "./check-imports.ts";
import { ensureVenv, type VenvOptions } from "./make-venv.ts";
import { findBasePython, prefixPathsOf, probePython } from "./probe.ts";
import { interpreterKey } from "./requirements.ts";

export interface Interpreter {
  /** Absolute path to call it by. */
  readonly python: string;
  /** Files and folders that a sandbox must show, read-only, for it to run. */
  readonly prefixPaths: readonly string[];
}

export interface InterpreterOptions extends VenvOptions {
  /** An interpreter to use as it is. Goes before `REBENCH_PYTHON`. */
  readonly python?: string;
}

/**
 * The interpreter that runs an environment's Python. One that the user names (`options.python`, `REBENCH_PYTHON`) is checked
 * to import what the environment requires; otherwise a virtual environment is made, or used again if one with the same
 * requirements and Python version is there. Throws a UserError if there is no such interpreter and none can be made.
 */
export async function ensurePython(
  environment: { readonly directory: string; readonly manifest: Pick<Manifest, "requirements"> },
  options: InterpreterOptions = {},
): Promise<Interpreter> {
  const file = join(environment.directory, environment.manifest.requirements);
  const requirements = await readFile(file, "utf8").catch((error: unknown) => {
    throw new UserError(`the environment's requirements can not be read: ${file}`, { cause: error });
  });
  const named = options.python ?? process.env["REBENCH_PYTHON"];
  if (named !== undefined && named !== "") return useNamed(named, requirements, options);
  const base = await findBasePython();
  const key = interpreterKey(requirements, {
    version: base.version,
    platform: base.platform,
    base: base.basePrefix,
  });
  const python = await ensureVenv(join(cacheFolder("python"), key), base, requirements, options);
  return { python, prefixPaths: prefixPathsOf(await probePython(python)) };
}

async function useNamed(
  named: string,
  requirements: string,
  options: InterpreterOptions,
): Promise<Interpreter> {
  const facts = await probePython(named);
  const { differing } = await checkImports(facts, requirements);
  for (const { name, pinned, found } of differing) {
    options.onProgress?.(`${facts.python} has ${name} ${found}, while the environment pins ${pinned}`);
  }
  return { python: facts.python, prefixPaths: prefixPathsOf(facts) };
}
