/** Commands that Python starts: `subprocess.run`, `os.system` and their like, as words or as a text for a shell. */
import type { OperationFact } from "../python/facts.ts";
import {
  alternatives,
  numberOf,
  stringOf,
  truthOf,
  type CallArguments,
  type Value,
} from "../python/values.ts";
import { partialText } from "./partial-text.ts";
import { UNKNOWN_PART } from "./paths.ts";
import type { Fields } from "./variables.ts";

/** What is started: words for a program, or a text that a shell reads. */
export type Started =
  | { readonly kind: "words"; readonly words: Fields; readonly waits: boolean }
  | { readonly kind: "text"; readonly text: string; readonly waits: boolean };

interface Starter {
  /** Where the command is: a list or text at `at`; `spread`: each argument from there on is a word. */
  readonly at: number;
  readonly keyword?: string;
  readonly spread?: boolean;
  /** `text`: always for a shell; `words`: never; `shell`: as the argument `shell` says. */
  readonly reads: "text" | "words" | "shell";
  /** It returns before the program ends. */
  readonly leavesRunning?: boolean;
}

const RUN: Starter = { at: 0, keyword: "args", reads: "shell" };
const TEXT: Starter = { at: 0, reads: "text" };
const EXEC_LIST: Starter = { at: 1, reads: "words" };
const EXEC_SPREAD: Starter = { at: 1, spread: true, reads: "words" };

const STARTERS: Readonly<Record<string, Starter>> = {
  "subprocess.run": RUN,
  "subprocess.call": RUN,
  "subprocess.check_call": RUN,
  "subprocess.check_output": RUN,
  "subprocess.Popen": { ...RUN, leavesRunning: true },
  "subprocess.getoutput": TEXT,
  "subprocess.getstatusoutput": TEXT,
  "os.system": TEXT,
  "os.popen": { ...TEXT, leavesRunning: true },
  "asyncio.create_subprocess_shell": { ...TEXT, leavesRunning: true },
  "asyncio.create_subprocess_exec": { at: 0, spread: true, reads: "words", leavesRunning: true },
  "asyncio.subprocess.create_subprocess_shell": { ...TEXT, leavesRunning: true },
  "asyncio.subprocess.create_subprocess_exec": { at: 0, spread: true, reads: "words", leavesRunning: true },
  "pty.spawn": { at: 0, reads: "words" },
  "os.execv": EXEC_LIST,
  "os.execve": EXEC_LIST,
  "os.execvp": EXEC_LIST,
  "os.execvpe": EXEC_LIST,
  "os.execl": EXEC_SPREAD,
  "os.execle": EXEC_SPREAD,
  "os.execlp": EXEC_SPREAD,
  "os.execlpe": EXEC_SPREAD,
  "os.posix_spawn": { ...EXEC_LIST, leavesRunning: true },
  "os.posix_spawnp": { ...EXEC_LIST, leavesRunning: true },
  "os.spawnv": { at: 2, reads: "words" },
  "os.spawnvp": { at: 2, reads: "words" },
  "os.spawnl": { at: 2, spread: true, reads: "words" },
  "os.spawnlp": { at: 2, spread: true, reads: "words" },
};

export function startsCommand(operation: OperationFact): boolean {
  return Object.hasOwn(STARTERS, operation.path);
}

/** What `operation` starts; undefined when it starts nothing, or nothing of which a word is known. */
export function startedBy(operation: OperationFact): Started | undefined {
  const starter = Object.hasOwn(STARTERS, operation.path) ? STARTERS[operation.path] : undefined;
  if (starter === undefined) return undefined;
  const { args } = operation;
  const command =
    args.positional[starter.at] ??
    (starter.keyword === undefined ? undefined : args.keywords.get(starter.keyword));
  if (command === undefined) return undefined;
  const waits = starter.leavesRunning !== true;
  const words =
    starter.spread === true ? wordsOf(args.positional.slice(starter.at), args.rest) : listOf(command);
  const isShell = starter.reads === "text" || (starter.reads === "shell" && usesShell(args));
  if (words !== undefined && !(isShell && starter.spread !== true && stringOf(command) !== undefined))
    return isShell && words.length === 1
      ? { kind: "text", text: words[0] ?? "", waits }
      : { kind: "words", words, waits };
  const text = stringOf(command) ?? (isShell ? partialText(operation) : undefined);
  if (text === undefined) return undefined;
  return isShell ? { kind: "text", text, waits } : { kind: "words", words: [text], waits };
}

function usesShell(args: CallArguments): boolean {
  const shell = args.keywords.get("shell");
  return shell !== undefined && truthOf(shell) !== false;
}

function listOf(command: Value): Fields | undefined {
  if (command.kind !== "sequence") return undefined;
  return wordsOf(command.object.items, command.object.rest);
}

function wordsOf(items: readonly Value[], rest: Value | undefined): Fields {
  const words = items.map((item) => wordOf(item));
  if (rest === undefined) return words;
  // Behind words of unknown number: those that are known stand there in some order, as they were put in.
  const known = alternatives(rest).map((item) => wordOf(item));
  return [...words, UNKNOWN_PART, ...known.filter((one) => one !== UNKNOWN_PART)];
}

function wordOf(value: Value): string {
  // Something that may not be there yet, as in the first turn of a loop, is what it is when it is there.
  if (value.kind === "union") {
    const there = value.alternatives.filter((one) => stringOf(one) !== "None" && !isNone(one));
    return there.length === 1 && there[0] !== undefined ? wordOf(there[0]) : UNKNOWN_PART;
  }
  if (value.kind === "external" && value.path === "sys.executable") return "python";
  const number = numberOf(value);
  const text = stringOf(value) ?? (value.kind === "text" ? value.pattern : undefined);
  if (text !== undefined) return stringOf(value) ?? text.replaceAll("*", UNKNOWN_PART);
  return number === undefined ? UNKNOWN_PART : String(number);
}

function isNone(value: Value): boolean {
  return value.kind === "constant" && value.value === null;
}

/** The folder that the program is started in; undefined when it is given and not known. */
export function folderOf(operation: OperationFact): string | undefined {
  const folder = operation.args.keywords.get("cwd");
  return folder === undefined ? "" : stringOf(folder);
}
