/** Asks a Python what it is. */
import { realpathSync } from "node:fs";
import { execa } from "execa";
import { UserError } from "../environment/user-error.ts";

export interface PythonFacts {
  /** The interpreter as it is to be called. */
  readonly python: string;
  /** Such as 3.11.7. */
  readonly version: string;
  /** Implementation, system and machine. */
  readonly platform: string;
  readonly prefix: string;
  readonly basePrefix: string;
}

const oldest = [3, 10] as const;

// Isolated mode (-I): what lies in the current folder, in PYTHONPATH or in the user's own site-packages is not there in a sandbox.
const question = `
import json, platform, sys
print(json.dumps({"version": platform.python_version(), "prefix": sys.prefix, "basePrefix": sys.base_prefix,
    "executable": sys.executable, "platform": "-".join([sys.implementation.name, sys.platform, platform.machine()])}))
`;

/** Throws a UserError if `command` is no Python, or too old a one. */
export async function probePython(command: string): Promise<PythonFacts> {
  const { stdout, failed, stderr, originalMessage } = await execa(command, ["-I", "-c", question], {
    reject: false,
    timeout: 60_000,
  });
  if (failed)
    throw new UserError(
      `${command} is not a working Python: ${lastLine(stderr) || originalMessage || "it failed"}`,
    );
  const { executable, ...facts } = parseAnswer(command, stdout);
  const [major = 0, minor = 0] = facts.version.split(".").map(Number);
  if (major < oldest[0] || (major === oldest[0] && minor < oldest[1])) {
    throw new UserError(`${command} is Python ${facts.version}; ${oldest.join(".")} or newer is needed`);
  }
  return { python: executable, ...facts };
}

interface Answer {
  readonly executable: string;
  readonly version: string;
  readonly platform: string;
  readonly prefix: string;
  readonly basePrefix: string;
}

function parseAnswer(command: string, text: string): Answer {
  try {
    const answer = JSON.parse(text) as Answer;
    if (typeof answer.executable === "string" && typeof answer.version === "string") return answer;
  } catch {
    // What it printed is not what Python would print.
  }
  throw new UserError(`${command} is not a working Python: it does not say what it is`);
}

/** The first Python on the PATH that is new enough. Throws a UserError if there is none. */
export async function findBasePython(): Promise<PythonFacts> {
  for (const command of [
    "python3",
    "python3.14",
    "python3.13",
    "python3.12",
    "python3.11",
    "python3.10",
    "python",
  ]) {
    try {
      return await probePython(command);
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
    }
  }
  throw new UserError(
    `no Python ${oldest.join(".")} or newer on the PATH; install one, or name it with --python or REBENCH_PYTHON`,
  );
}

/** Folders that a sandbox must show, read-only, for this Python to run. */
export function prefixPathsOf(facts: PythonFacts): string[] {
  const paths = [facts.prefix, facts.basePrefix].map((path) => realpathSync(path));
  const executable = realpathSync(facts.python);
  const isCovered = paths.some((path) => executable.startsWith(`${path}/`));
  return [...new Set([facts.prefix, ...paths, ...(isCovered ? [] : [executable])])];
}

export function lastLine(text: string): string {
  return text.trim().split("\n").at(-1)?.trim() ?? "";
}
