/** Makes virtual environments. They can not be moved, so each is built where it stays and marked when it is complete. */
import { existsSync } from "node:fs";
import { mkdir, open, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { execa, type Options, type ResultPromise } from "execa";
import { UserError } from "../environment/user-error.ts";
import { withFileLock } from "../host/file-lock.ts";
import type { PythonFacts } from "./probe.ts";
import { requirementLines } from "./requirements.ts";

export interface VenvOptions {
  /** Told what is being done, in words. */
  readonly onProgress?: (message: string) => void;
  /** Path of uv, or null to use the interpreter's own venv and pip; searched on the PATH unless told. */
  readonly uv?: string | null;
}

const completeMark = ".complete";
/** A large install over a slow line; another process waits this long for it. */
const patienceMs = 3_600_000;

/** The interpreter of a complete virtual environment in `folder` that holds `requirements`; made now if it is not there. */
export async function ensureVenv(
  folder: string,
  base: PythonFacts,
  requirements: string,
  options: VenvOptions = {},
): Promise<string> {
  const python = join(folder, "bin", "python");
  if (isComplete(folder)) return python;
  const onWait = (holder: string): void =>
    options.onProgress?.(`${holder} is making the same interpreter; waiting for it`);
  await withFileLock(
    `${folder}.lock`,
    { waitMs: patienceMs, what: `the interpreter in ${folder}`, onWait },
    async () => {
      if (isComplete(folder)) return;
      // What an interrupted build left behind.
      await rm(folder, { recursive: true, force: true });
      await mkdir(folder, { recursive: true });
      await build(folder, base, requirements, options);
      await markComplete(folder);
    },
  );
  return python;
}

function isComplete(folder: string): boolean {
  return existsSync(join(folder, completeMark));
}

async function build(
  folder: string,
  base: PythonFacts,
  requirements: string,
  options: VenvOptions,
): Promise<void> {
  const isEmpty = requirementLines(requirements).length === 0;
  const file = join(folder, "requirements.txt");
  const uv = options.uv === undefined ? await findUv() : options.uv;
  options.onProgress?.(
    `making a Python ${base.version} environment with ${uv === null ? "venv and pip" : "uv"} in ${folder}`,
  );
  const venv =
    uv === null
      ? [base.python, "-m", "venv", ...(isEmpty ? ["--without-pip"] : []), folder]
      : [uv, "venv", "--quiet", "--no-project", "--allow-existing", "--python", base.python, folder];
  await runStep(venv, "the virtual environment could not be made");
  if (isEmpty) return;
  await writeFile(file, requirements);
  const python = join(folder, "bin", "python");
  const install =
    uv === null
      ? [python, "-m", "pip", "install", "--quiet", "--no-input", "--disable-pip-version-check", "-r", file]
      : [uv, "pip", "install", "--quiet", "--python", python, "-r", file];
  options.onProgress?.("installing the environment's requirements");
  await runStep(install, "the environment's requirements could not be installed");
}

async function findUv(): Promise<string | null> {
  const { failed } = await execa("uv", ["--version"], { reject: false });
  return failed ? null : "uv";
}

/** Runs one step to its end; its last words go into the error. An interpreter made elsewhere must not leak into it. */
async function runStep(command: readonly string[], failure: string): Promise<void> {
  const [program = "", ...rest] = command;
  const settings = {
    reject: false,
    stdin: "ignore",
    env: { PYTHONHOME: undefined, PYTHONPATH: undefined, VIRTUAL_ENV: undefined },
  } as const satisfies Options;
  const step: ResultPromise<typeof settings> = execa(program, rest, settings);
  const { failed, stderr, stdout, originalMessage } = await step;
  if (!failed) return;
  throw new UserError(`${failure}: ${tellingLine(`${stdout}\n${stderr}`) || originalMessage || "it failed"}`);
}

/** The line that says why: pip's and uv's errors are named so, and advice follows after them. */
function tellingLine(output: string): string {
  const lines = output
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
  return lines.findLast((line) => /^(ERROR|error|Error)\b/.test(line)) ?? lines.at(-1) ?? "";
}

async function markComplete(folder: string): Promise<void> {
  const handle = await open(join(folder, completeMark), "w");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
