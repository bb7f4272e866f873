/** What Python a command runs: a script, a module, or a text. */
import { posix } from "node:path";
import type { ShellCommand, ShellWord } from "./command.ts";
import { UNKNOWN_PART } from "./paths.ts";

export interface PythonRun {
  readonly command: ShellCommand;
  /**
   * `script`: a file, `path` as seen from the workspace where that is known; `module`: `python -m name`; `text`: code of
   * `python -c` or from standard input.
   */
  readonly kind: "script" | "module" | "text";
  /** Path, module name or code; undefined when it is not known. */
  readonly what: string | undefined;
  /** What the program finds in `sys.argv[1:]`. */
  readonly args: readonly ShellWord[];
  /** Of a text that stands in the script as it is: where it begins in the file. */
  readonly start: number | undefined;
}

const PYTHON = /^(python|pypy)[\d.]*$/;

/** Programs that start Python scripts, with their options that take a value. */
const LAUNCHERS: Readonly<Record<string, readonly string[]>> = {
  torchrun: [
    "--rdzv_backend",
    "--rdzv_endpoint",
    "--rdzv_id",
    "--master_addr",
    "--master_port",
    "--nnodes",
    "--nproc_per_node",
    "--nproc-per-node",
    "--node_rank",
    "--log_dir",
  ],
  deepspeed: ["--num_gpus", "--num_nodes", "--master_port", "--hostfile", "--include"],
  accelerate: [
    "--config_file",
    "--num_processes",
    "--num_machines",
    "--mixed_precision",
    "--main_process_port",
    "--multi_gpu",
  ],
  coverage: ["--source", "--rcfile"],
  ipython: [],
};

const LAUNCHING_MODULES: Readonly<Record<string, string>> = {
  "torch.distributed.run": "torchrun",
  "torch.distributed.launch": "torchrun",
  "accelerate.commands.launch": "accelerate",
};

/** The Python that `command` runs; undefined when it runs none. */
export function pythonRunOf(command: ShellCommand): PythonRun | undefined {
  const { name, words } = command;
  if (name === undefined) return undefined;
  const args = words.slice(1);
  if (PYTHON.test(name)) return runOfPython(command, args);
  if (Object.hasOwn(LAUNCHERS, name)) return runOfLauncher(command, name, args);
  const program = words[0]?.text ?? "";
  return program.endsWith(".py") ? scriptRun(command, words[0], args) : undefined;
}

const VALUED = new Set(["-W", "-X", "--check-hash-based-pycs"]);

function runOfPython(command: ShellCommand, args: readonly ShellWord[]): PythonRun | undefined {
  for (let index = 0; index < args.length; index += 1) {
    const shape = args[index]?.shape ?? "";
    const rest = args.slice(index + 2);
    if (/^-[a-zA-Z]*c$/.test(shape)) return textRun(command, args[index + 1], rest);
    if (/^-[a-zA-Z]*m$/.test(shape)) return moduleRun(command, args[index + 1], rest);
    if (VALUED.has(shape)) index += 1;
    else if (shape === "-") return inputRun(command, args.slice(index + 1));
    else if (!shape.startsWith("-")) return scriptRun(command, args[index], args.slice(index + 1));
  }
  return inputRun(command, []);
}

function scriptRun(
  command: ShellCommand,
  script: ShellWord | undefined,
  args: readonly ShellWord[],
): PythonRun {
  return { command, kind: "script", what: pathOf(command, script), args, start: undefined };
}

function pathOf(command: ShellCommand, script: ShellWord | undefined): string | undefined {
  const path = script?.text;
  if (path === undefined || /^[/~]/.test(path)) return path;
  if (script?.marked !== path) return posix.normalize(path);
  return command.folder === undefined ? undefined : posix.normalize(posix.join(command.folder, path));
}

function moduleRun(
  command: ShellCommand,
  module: ShellWord | undefined,
  args: readonly ShellWord[],
): PythonRun | undefined {
  const launcher = LAUNCHING_MODULES[module?.text ?? ""];
  if (launcher !== undefined) return runOfLauncher(command, launcher, args);
  return { command, kind: "module", what: module?.text, args, start: undefined };
}

function textRun(command: ShellCommand, text: ShellWord | undefined, args: readonly ShellWord[]): PythonRun {
  const { file, span, unpacked } = command.at;
  const at =
    text?.text === undefined || unpacked !== undefined
      ? -1
      : file.text.slice(span.start, span.end).indexOf(text.text);
  return { command, kind: "text", what: text?.text, args, start: at === -1 ? undefined : span.start + at };
}

/** Without a script, Python runs what it is fed: a heredoc, a pipe. At a terminal it would run nothing. */
function inputRun(command: ShellCommand, args: readonly ShellWord[]): PythonRun | undefined {
  if (command.input !== undefined) {
    const { text, start } = command.input;
    return { command, kind: "text", what: text, args, start };
  }
  const isFed =
    (command.pipeline?.position ?? 0) > 0 || command.redirections.some(({ operator }) => operator === "<");
  return isFed ? { command, kind: "text", what: undefined, args, start: undefined } : undefined;
}

function runOfLauncher(
  command: ShellCommand,
  launcher: string,
  args: readonly ShellWord[],
): PythonRun | undefined {
  const valued = LAUNCHERS[launcher] ?? [];
  let at =
    launcher === "accelerate" && args[0]?.text === "launch"
      ? 1
      : launcher === "coverage" && args[0]?.text === "run"
        ? 1
        : 0;
  for (; at < args.length; at += 1) {
    const shape = args[at]?.shape ?? "";
    if (shape === "-m" || shape === "--module") return moduleRun(command, args[at + 1], args.slice(at + 2));
    if (shape === "--no_python" || shape === "--no-python") return undefined;
    if (valued.includes(shape)) at += 1;
    else if (!shape.startsWith("-")) break;
  }
  const script = args[at];
  return script === undefined || script.shape === UNKNOWN_PART
    ? undefined
    : scriptRun(command, script, args.slice(at + 1));
}
