/** Runs an author's Python, such as a data generator, in a sandbox. */
import { placePython } from "../sandbox/python-mounts.ts";
import { runSandboxed } from "../sandbox/run-sandboxed.ts";
import type { Engine } from "../sandbox/engine.ts";
import type { Outcome } from "../sandbox/outcome.ts";
import type { Limits } from "../sandbox/limits.ts";
import type { Interpreter } from "../interpreter/ensure-python.ts";

export interface PythonRun {
  readonly interpreter: Interpreter;
  /** The script and its arguments. */
  readonly arguments: readonly string[];
  readonly cwd: string;
  readonly environment: Readonly<Record<string, string>>;
  /** What it reads on standard input. */
  readonly input: string;
  /** Files and folders of the host it may read, beside the interpreter's, and folders it may write. */
  readonly readOnly: readonly string[];
  readonly writable: readonly string[];
  readonly network: "none" | "full";
  readonly limits: Limits;
}

export type RunPython = (run: PythonRun) => Promise<Outcome>;

/** Runs Python with `engine`; everything it is shown has the same path inside as outside. */
export function pythonRunner(engine: Engine): RunPython {
  return async ({
    interpreter,
    arguments: words,
    cwd,
    environment,
    input,
    readOnly,
    writable,
    network,
    limits,
  }) => {
    const python = placePython(interpreter.python, interpreter.prefixPaths);
    const spec = {
      command: [interpreter.python, ...words] as const,
      cwd,
      environment,
      readOnly: [...python.readOnly, ...readOnly.map(samePath)],
      writable: writable.map(samePath),
      links: python.links,
      network,
      limits,
    };
    return runSandboxed(engine, spec, { input });
  };
}

function samePath(path: string): { source: string; target: string } {
  return { source: path, target: path };
}
