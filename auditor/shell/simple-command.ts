/** One simple command: it is recorded, and what it changes for the commands behind it is followed. */
import { word, type ShellCommand } from "./command.ts";
import { inFolder, UNKNOWN_PART, unmarked } from "./paths.ts";
import { callFunction, callScript, runText } from "./calls.ts";
import { placeOf, type Around, type Frame, type Shell } from "./frame.ts";
import { outputOf } from "./command-output.ts";
import type { SyntaxNode } from "../source/syntax-tree.ts";
import { listed, onlyText, UNKNOWN_VALUE, type Alternatives, type Fields } from "./variables.ts";
import { baseName, unwrap } from "./wrappers.ts";

export interface WrittenCommand {
  readonly node: SyntaxNode;
  readonly words: Alternatives;
  /** Assignments in front of it. */
  readonly environment: ReadonlyMap<string, Alternatives>;
}

/** False when the script ends with this command. */
export function runCommand(
  shell: Shell,
  frame: Frame,
  written: WrittenCommand,
  given: Fields,
  around: Around,
): boolean {
  const [program] = given;
  if (program === undefined) {
    for (const [name, value] of written.environment) frame.variables.set(name, value);
    return true;
  }
  const own = frame.functions.get(program);
  const { words, wrappers, environment } =
    own === undefined
      ? unwrap(given)
      : { words: given, wrappers: [], environment: new Map<string, undefined>() };
  const front = [...written.environment].map(([name, value]) => [name, onlyText(value)] as const);
  const ownEnvironment = new Map([...front, ...environment]);
  const command: ShellCommand = {
    at: placeOf(frame.source, written.node),
    reach: frame.reach,
    words: words.map(word),
    name: nameOf(words[0] ?? ""),
    wrappers,
    environment: new Map([...frame.variables.environment(), ...ownEnvironment]),
    ownEnvironment,
    redirections: around.redirections,
    input: around.input,
    background: around.background,
    pipeline: around.pipeline,
    conditional: around.conditional,
    folder: frame.folder === undefined ? undefined : unmarkedFolder(frame.folder),
    run: frame.run,
    steps: frame.steps,
    startedByPython: frame.startedByPython,
  };
  shell.commands.push(command);
  if (frame.output !== undefined && own === undefined)
    frame.output = listed(frame.output, outputOf(words, frame.folder));
  return followEffect(shell, frame, command, words);
}

function unmarkedFolder(folder: string): string {
  const path = unmarked(folder);
  return path === "." ? "" : path;
}

function nameOf(program: string): string | undefined {
  const name = baseName(program);
  return name.includes(UNKNOWN_PART) ? undefined : name;
}

/** What the command does to this shell, and what it runs in it. */
function followEffect(shell: Shell, frame: Frame, command: ShellCommand, words: Fields): boolean {
  const [program = "", ...args] = words;
  const own = frame.functions.get(program);
  if (own !== undefined) return callFunction(shell, frame, own, args);
  if (program.includes(UNKNOWN_PART)) callMatching(shell, frame, program, args);
  switch (command.name) {
    case "cd":
    case "pushd":
      frame.folder = folderAfter(frame.folder, args);
      return true;
    case "popd":
      frame.folder = undefined;
      return true;
    case "exit":
    case "return":
      return false;
    case "set":
      if (args[0] === "--") frame.positional = args.slice(1);
      return true;
    case "shift":
      frame.positional = frame.positional?.slice(Number(args[0] ?? 1) || 1);
      return true;
    case "read":
    case "mapfile":
    case "readarray":
    case "getopts":
      for (const name of args)
        if (/^\w+$/.test(name)) frame.variables.set(name, readValue(command, args, name));
      return true;
    case "printf":
      if (args[0] === "-v" && args[1] !== undefined) frame.variables.set(args[1], UNKNOWN_VALUE);
      return true;
    case "eval":
      runText(shell, frame, args.join(" "), command.at, "eval");
      return true;
    case "trap":
      if (args[0] !== undefined && args.length > 1 && !/^(-|\d*$)/.test(args[0]))
        runText(shell, { ...frame, output: undefined }, args[0], command.at, "trap");
      return true;
    case "source":
    case ".":
      return callScript(shell, frame, command, args, "source");
    case "alias":
      return true;
    default:
      runProgram(shell, frame, command, words);
      return command.wrappers[0] !== "exec";
  }
}

/** `"stage_$name"`: any of the functions that the name may mean. */
function callMatching(shell: Shell, frame: Frame, program: string, args: Fields): void {
  const parts = program.split(UNKNOWN_PART);
  if (parts.every((part) => part === "")) return;
  const pattern = new RegExp(
    `^${parts.map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join(".*")}$`,
  );
  for (const [name, callee] of Array.from(frame.functions))
    if (pattern.test(name)) callFunction(shell, frame, callee, args);
}

/** `read -r name <<< text` gets the text; what else it reads is not known. */
function readValue({ name, input }: ShellCommand, args: Fields, variable: string): Alternatives {
  const names = args.filter((arg) => /^\w+$/.test(arg));
  const line = input?.text?.split("\n", 1)[0]?.trim();
  return name === "read" && line !== undefined && names.length === 1 && names[0] === variable
    ? [[line]]
    : UNKNOWN_VALUE;
}

const SHELLS = /^(ba|z|k|da|a)?sh$/;

/** A program of its own: another script, a shell with a text. */
function runProgram(shell: Shell, frame: Frame, command: ShellCommand, words: Fields): void {
  const [program = "", ...args] = words;
  if (command.name === undefined || !SHELLS.test(command.name)) {
    if (/[/.]/.test(program)) callScript(shell, frame, command, words, "call");
    return;
  }
  const flag = args.findIndex((arg) => /^-[a-z]*c$/.test(arg));
  const text = args[flag + 1];
  if (flag !== -1 && text !== undefined) {
    runText(shell, { ...frame, positional: args.slice(flag + 3) }, text, command.at, `${command.name} -c`);
    return;
  }
  const script = args.findIndex((arg) => !arg.startsWith("-"));
  if (script !== -1) callScript(shell, frame, command, args.slice(script), "call");
  else if (command.input !== undefined)
    runText(shell, frame, command.input.text ?? UNKNOWN_PART, command.at, command.name);
}

function folderAfter(folder: string | undefined, args: Fields): string | undefined {
  const target = args.find((arg) => !/^-[LPe@]+$|^--$/.test(arg));
  if (target === undefined) return "~";
  if (target === "-" || target.includes(UNKNOWN_PART)) return undefined;
  return inFolder(folder, target);
}
