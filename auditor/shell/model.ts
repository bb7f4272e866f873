/** What a submission's shell code does, and the commands that its Python starts: plain data for rules. */
import { posix } from "node:path";
import type { OperationFact, Reach } from "../python/facts.ts";
import type { EntryPoint, Program } from "../python/program.ts";
import type { TraceEvent } from "../python/trace.ts";
import type { Place, SourceFile } from "../source/source-file.ts";
import { createSourceFile } from "../source/source-file.ts";
import type { SourceTree } from "../source/tree.ts";
import { runFile, runText } from "./calls.ts";
import type { OpaqueShell, ShellCommand } from "./command.ts";
import { ALONE, ShellBudgetExceeded, type Frame, type Shell } from "./frame.ts";
import { fromRoot, unmarked } from "./paths.ts";
import { loadShellParser, type ParseShellText } from "./parse.ts";
import { runCommand } from "./simple-command.ts";
import { folderOf, startedBy, startsCommand } from "./started-commands.ts";
import { runStatements } from "./statements.ts";
import type { SyntaxNode } from "../source/syntax-tree.ts";
import { Variables } from "./variables.ts";

export interface ShellModel {
  /** Every command that is run, those that Python starts included, in the order in which each run meets them. */
  readonly commands: readonly ShellCommand[];
  /** The commands that a Python operation starts; the shell code that they run is in `commands` too. */
  readonly commandsOf: (operation: OperationFact) => readonly ShellCommand[];
  readonly opaque: readonly OpaqueShell[];
  /** Shell files that could not be read, or only in part. */
  readonly unparsed: readonly { readonly path: string; readonly reason: string }[];
}

export const NO_SHELL: ShellModel = { commands: [], commandsOf: () => [], opaque: [], unparsed: [] };

/**
 * Follows every shell file of a submission: first those that the scorer starts (`scored`), then those that nothing called, as
 * programs of their own (`script`), then functions that nothing called (`unreached`).
 * `operations` and `events` are the Python model's: what they start is followed too, each time that they start something else.
 */
export async function buildShellModel(
  tree: Pick<SourceTree, "sources">,
  program: Program,
  operations: readonly OperationFact[] = [],
  events: readonly TraceEvent[] = [],
): Promise<ShellModel> {
  const files = tree.sources.filter(({ language }) => language === "shell");
  const starters = operations.filter(startsCommand);
  if (files.length === 0 && starters.length === 0) return NO_SHELL;
  // Settings are sourced as well, and need no name that says shell.
  const readable = tree.sources.filter(({ language }) => /^(shell|ini|text)$/.test(language));
  const shell = createShell(await loadShellParser(), readable, program);
  const started = new Map<OperationFact, readonly ShellCommand[]>();
  try {
    runFiles(shell, files, program.entryPoints);
    for (const operation of starters)
      started.set(
        operation,
        startsOf(operation, events).flatMap((one) => runStarted(shell, one)),
      );
  } catch (error) {
    if (!(error instanceof ShellBudgetExceeded)) throw error;
    for (const { path } of files) if (!shell.problems.has(path)) shell.problems.set(path, error.message);
  }
  return {
    commands: shell.commands,
    commandsOf: (operation) => started.get(operation) ?? [],
    opaque: shell.opaque,
    unparsed: [...shell.problems].map(([path, reason]) => ({ path, reason })),
  };
}

/** The shell code of one text, as a script that is run alone. */
export async function parseShell(text: string, path = "script.sh"): Promise<ShellModel> {
  const file = createSourceFile(path, text, "editable", "shell");
  return buildShellModel(
    { sources: [file] },
    { entryPoints: [{ path, returns: "value" }], solutionRoot: "" },
  );
}

/** Statements that are followed in all; a person's scripts have hundreds. */
const MAXIMUM_STATEMENTS = 100_000;
const MAXIMUM_COMMANDS = 20_000;

function createShell(parse: ParseShellText, files: readonly SourceFile[], program: Program): Shell {
  const byPath = new Map(files.map((file) => [file.path, file]));
  let spent = 0;
  let id = 0;
  const shell: Shell = {
    parse,
    runStatements: (frame, node, around = ALONE) => runStatements(shell, frame, node, around),
    scriptAt: (path, near) =>
      (path.startsWith(fromRoot("")) ? [""] : ["", program.solutionRoot, posix.dirname(near)])
        .map((base) => byPath.get(posix.normalize(posix.join(base, unmarked(path)))))
        .find((file) => file !== undefined),
    commands: [],
    opaque: [],
    problems: new Map(),
    called: new Set(),
    ran: new Set(),
    nextId: () => (id += 1),
    spend: () => {
      spent += 1;
      if (spent > MAXIMUM_STATEMENTS || shell.commands.length > MAXIMUM_COMMANDS)
        throw new ShellBudgetExceeded("its shell code does more than is followed");
    },
  };
  return shell;
}

function runFiles(shell: Shell, files: readonly SourceFile[], entryPoints: readonly EntryPoint[]): void {
  const functions: Frame["functions"][] = [];
  const run = (file: SourceFile, reach: Reach): void => {
    const frame = frameFor(shell, file, reach);
    functions.push(frame.functions);
    runFile(shell, frame, file);
  };
  const isEntry = (file: SourceFile): boolean => entryPoints.some(({ path }) => path === file.path);
  for (const file of files) if (isEntry(file)) run(file, "scored");
  for (const file of files) if (!isEntry(file) && !shell.called.has(file.path)) run(file, "script");
  for (const { body, source } of functions.flatMap((map) => [...map.values()]))
    if (!wasRun(shell, body)) {
      const frame = { ...frameFor(shell, source.file, "unreached"), source, positional: undefined };
      shell.ran.add(body);
      shell.runStatements(frame, body);
    }
}

const NO_HEREDOCS: Frame["source"]["heredocs"] = new Map();

function wasRun(shell: Shell, body: SyntaxNode): boolean {
  return shell.ran.has(body);
}

function frameFor(shell: Shell, file: SourceFile, reach: Reach): Frame {
  return {
    source: { text: file.text, heredocs: NO_HEREDOCS, file, runAt: undefined },
    reach,
    run: shell.nextId(),
    depth: 0,
    steps: [],
    startedByPython: false,
    variables: new Variables(),
    functions: new Map(),
    script: fromRoot(file.path),
    // The scorer starts a script without arguments; what somebody else gives is not known.
    positional: reach === "scored" ? [] : undefined,
    // The scorer runs a script in the folder that holds it.
    folder: reach === "scored" ? fromRoot(posix.dirname(file.path).replace(/^\.$/, "")) : "",
    output: undefined,
  };
}

/** A place that is met more often than this starts what is much the same. */
const MAXIMUM_STARTS = 8;

/** The operation as it was met first, and the times at which it starts something else. */
function startsOf(operation: OperationFact, events: readonly TraceEvent[]): readonly OperationFact[] {
  const found = new Map([[JSON.stringify(startedBy(operation)), operation]]);
  for (const event of events) {
    if (event.kind !== "operation" || event.path !== operation.path || !isSamePlace(event.at, operation.at))
      continue;
    const other = { ...operation, args: event.args };
    const key = JSON.stringify(startedBy(other));
    if (!found.has(key) && found.size < MAXIMUM_STARTS) found.set(key, other);
  }
  return [...found.values()];
}

function isSamePlace(one: Place, other: Place): boolean {
  return one.file === other.file && one.span.start === other.span.start && one.span.end === other.span.end;
}

/** Follows what one Python operation starts, as if it stood in a script at the operation's place. */
function runStarted(shell: Shell, operation: OperationFact): readonly ShellCommand[] {
  const started = startedBy(operation);
  if (started === undefined) return [];
  const { at, reach, path } = operation;
  const before = shell.commands.length;
  const frame: Frame = {
    ...frameFor(shell, at.file, reach),
    startedByPython: true,
    steps: [...operation.stack, at]
      .slice(-4)
      .map((place) => ({ at: place, label: place === at ? `starts a program with ${path}` : "calls" })),
    folder: folderOf(operation),
  };
  if (started.kind === "text") runText(shell, frame, started.text, at, path);
  else {
    const around = { ...ALONE, background: false };
    runCommand(
      shell,
      { ...frame, source: textAt(at) },
      { node: nodeAt(at), words: [started.words], environment: new Map() },
      started.words,
      around,
    );
  }
  return shell.commands.slice(before);
}

/** Words without a text: their place is the operation's. */
function textAt(at: Place): Frame["source"] {
  return { text: at.file.text, heredocs: NO_HEREDOCS, file: at.file, runAt: undefined };
}

function nodeAt({ span }: Place): SyntaxNode {
  return { type: "command", named: true, field: null, start: span.start, end: span.end, children: [] };
}
