/** Shell code that shell code runs: functions, other scripts, texts. */
import type { Place, SourceFile } from "../source/source-file.ts";
import type { ShellCommand } from "./command.ts";
import { fromRoot, inFolder, UNKNOWN_PART } from "./paths.ts";
import { copied, type Frame, type Shell, type ShellFunction, type ShellSource } from "./frame.ts";
import { takeOutHeredocs } from "./heredocs.ts";
import type { SyntaxNode } from "../source/syntax-tree.ts";
import type { Fields } from "./variables.ts";

/** Scripts that call one another go a few deep; deeper is a circle. */
const MAXIMUM_DEPTH = 12;

/** False when the function ends the script. Its `return` does not. */
export function callFunction(shell: Shell, frame: Frame, callee: ShellFunction, args: Fields): true {
  if (frame.depth >= MAXIMUM_DEPTH) return true;
  shell.ran.add(callee.body);
  // Variables are those of the caller: a shell's functions see and change them.
  const inner: Frame = { ...frame, source: callee.source, positional: args, depth: frame.depth + 1 };
  shell.runStatements(inner, callee.body);
  frame.folder = inner.folder;
  frame.output = inner.output;
  return true;
}

/** `source x`, `bash x`, `./x`: runs the submission's own script, if it is one. */
export function callScript(
  shell: Shell,
  frame: Frame,
  command: ShellCommand,
  words: Fields,
  how: "source" | "call",
): true {
  const [path = "", ...args] = words;
  if (path.includes(UNKNOWN_PART)) {
    if (how === "source") shell.opaque.push({ at: command.at, reach: frame.reach, what: "source" });
    return true;
  }
  const place = inFolder(frame.folder, path);
  const file = place === undefined ? undefined : shell.scriptAt(place, frame.source.file.path);
  if (file === undefined || frame.depth >= MAXIMUM_DEPTH) return true;
  shell.called.add(file.path);
  const steps = [...frame.steps, { at: command.at, label: `runs ${file.path}` }];
  const inner = { ...frame, steps, depth: frame.depth + 1 };
  if (how === "call") {
    runFile(
      shell,
      { ...copied(inner), positional: args, script: fromRoot(file.path), run: shell.nextId() },
      file,
    );
    return true;
  }
  const positional = args.length === 0 ? frame.positional : args;
  frame.folder = runFile(shell, { ...inner, positional }, file).folder;
  return true;
}

/** Runs a file in `frame`, but for its source; gives what the frame has become. */
export function runFile(shell: Shell, frame: Frame, file: SourceFile): Frame {
  const { root, source } = parseFile(shell, file);
  const own = { ...frame, source };
  if (root !== undefined) shell.runStatements(own, root);
  return own;
}

interface ParsedSource {
  readonly source: ShellSource;
  readonly root: SyntaxNode | undefined;
}

/** In UTF-16 units; a person's longest scripts have some hundred thousand. */
const MAXIMUM_SCRIPT = 500_000;

function parseFile(shell: Shell, file: SourceFile): ParsedSource {
  const tooLarge = file.text.length > MAXIMUM_SCRIPT;
  const source = { ...takeOutHeredocs(tooLarge ? "" : file.text), file, runAt: undefined };
  if (tooLarge) {
    shell.problems.set(file.path, "larger than what is parsed");
    return { source, root: undefined };
  }
  const { root, errors, tooDeep } = shell.parse(source.text);
  if (tooDeep) shell.problems.set(file.path, "nested too deeply to parse");
  else if (errors.length > 0)
    shell.problems.set(file.path, "not valid shell: what it says there was not analysed");
  return { source, root: tooDeep ? undefined : root };
}

/** Stands for an unknown part of a text: a variable that nothing sets. */
const UNKNOWN_VARIABLE = "${rebench_unknown}";

/** Runs a text as shell code: `eval`, `sh -c`. What a known set-up tool prints is taken to be harmless. */
export function runText(shell: Shell, frame: Frame, text: string, at: Place, what: string): void {
  if (frame.depth >= MAXIMUM_DEPTH) return;
  if (text.includes(UNKNOWN_PART)) {
    if (!printsSetup(at)) shell.opaque.push({ at, reach: frame.reach, what });
    if (text.replaceAll(UNKNOWN_PART, "").trim() === "") return;
  }
  const known = takeOutHeredocs(text.replaceAll(UNKNOWN_PART, UNKNOWN_VARIABLE));
  const source: ShellSource = { ...known, file: at.file, runAt: at };
  const { root, errors, tooDeep } = shell.parse(source.text);
  if (tooDeep || errors.length > 0) shell.opaque.push({ at, reach: frame.reach, what });
  if (!tooDeep) shell.runStatements({ ...frame, source, depth: frame.depth + 1 }, root);
}

/** `eval "$(conda shell.bash hook)"` and its like set up an environment; they are found in honest scripts and nowhere else. */
function printsSetup({ file, span }: Place): boolean {
  return /\$\((["']?[\w./${}]*)?(conda|mamba|micromamba|pyenv|rbenv|ssh-agent|brew|direnv|starship|resize|dircolors|modulecmd)\b/.test(
    file.text.slice(span.start, span.end),
  );
}
