/** Runs the statements of a shell script on what is known of its variables. Nothing is executed: both ways of a branch are followed. */
import { assign, assignmentOf, declare } from "./assignments.ts";
import { UNKNOWN_PART } from "./paths.ts";
import { contextOf, substitute } from "./context.ts";
import { ALONE, copied, type Around, type Frame, type Shell } from "./frame.ts";
import { inputOf, redirectionsOf } from "./redirections.ts";
import { runCommand, type WrittenCommand } from "./simple-command.ts";
import { childAt, childrenAt, type SyntaxNode } from "../source/syntax-tree.ts";
import { either, NOTHING, plain, UNKNOWN_VALUE, type Alternatives } from "./variables.ts";
import { expandWord } from "./words.ts";

/** Runs everything under `node`; false when the script ends there for certain. */
export function runStatements(shell: Shell, frame: Frame, node: SyntaxNode, around: Around = ALONE): boolean {
  for (const [index, child] of node.children.entries()) {
    if (!child.named || child.field === "condition") continue;
    const background = node.children[index + 1]?.type === "&";
    const continues = runStatement(shell, frame, child, background ? { ...around, background } : around);
    // What stands behind an `exit` in the same block never runs.
    if (!continues) return false;
  }
  return true;
}

type Statement = (shell: Shell, frame: Frame, node: SyntaxNode, around: Around) => boolean;

const STATEMENTS: Readonly<Record<string, Statement>> = {
  command: runSimple,
  list: runList,
  pipeline: runPipeline,
  redirected_statement: runRedirected,
  if_statement: runIf,
  case_statement: runCase,
  while_statement: runWhile,
  for_statement: runFor,
  c_style_for_statement: (shell, frame, node, around) => repeat(shell, frame, childAt(node, "body"), around),
  subshell: (shell, frame, node, around) => {
    runStatements(shell, copied(frame), node, around);
    return true;
  },
  function_definition: (_, frame, node) => {
    const name = childAt(node, "name");
    const body = childAt(node, "body");
    if (name !== undefined && body !== undefined)
      frame.functions.set(frame.source.text.slice(name.start, name.end), { body, source: frame.source });
    return true;
  },
  variable_assignment: (shell, frame, node) => {
    assign(shell, frame, node);
    return true;
  },
  declaration_command: declare,
  unset_command: (_, frame, node) => {
    for (const child of node.children)
      if (child.type === "variable_name")
        frame.variables.unset(frame.source.text.slice(child.start, child.end));
    return true;
  },
  test_command: (shell, frame, node) => {
    substituteWithin(shell, frame, node);
    return true;
  },
};

function runStatement(shell: Shell, frame: Frame, node: SyntaxNode, around: Around): boolean {
  shell.spend();
  const statement = Object.hasOwn(STATEMENTS, node.type) ? STATEMENTS[node.type] : undefined;
  return statement === undefined
    ? runStatements(shell, frame, node, around)
    : statement(shell, frame, node, around);
}

function runPart(shell: Shell, frame: Frame, node: SyntaxNode | undefined, around: Around): boolean {
  return node === undefined || runStatements(shell, frame, node, around);
}

function conditional(around: Around): Around {
  return { ...around, conditional: true };
}

/** Something that may or may not run: afterwards both is possible. */
function maybe(frame: Frame, work: (inner: Frame) => boolean): true {
  const inner = copied(frame);
  if (work(inner)) merge(frame, inner);
  return true;
}

function merge(frame: Frame, other: Frame): void {
  frame.variables.joinWith(other.variables);
  for (const [name, body] of other.functions) frame.functions.set(name, body);
  if (frame.output !== undefined && other.output !== undefined)
    frame.output = either(frame.output, other.output);
}

function runList(shell: Shell, frame: Frame, node: SyntaxNode, around: Around): boolean {
  const [left, right] = node.children.filter(({ named }) => named);
  const isOr = node.children.some(({ type }) => type === "||");
  if (left !== undefined && !runStatement(shell, frame, left, around)) return false;
  if (right === undefined) return true;
  if (isOr) return maybe(frame, (inner) => runStatement(shell, inner, right, conditional(around)));
  // `cd x && y`: what follows is meant for the case that it worked.
  const inner = copied(frame);
  const continues = runStatement(shell, inner, right, conditional(around));
  if (continues) merge(frame, inner);
  if (continues) frame.folder = inner.folder;
  if (continues) frame.output = inner.output;
  return true;
}

function runPipeline(shell: Shell, frame: Frame, node: SyntaxNode, around: Around): boolean {
  const parts = node.children.filter(({ named }) => named);
  const id = shell.nextId();
  const last = parts.length - 1;
  for (const [position, part] of parts.entries()) {
    const inner = copied(frame);
    if (position < last) inner.output = undefined;
    runStatement(shell, inner, part, { ...around, pipeline: { id, position, length: parts.length } });
    if (position === last && frame.output !== undefined) frame.output = UNKNOWN_VALUE;
  }
  return true;
}

function runRedirected(shell: Shell, frame: Frame, node: SyntaxNode, around: Around): boolean {
  const redirects = childrenAt(node, "redirect");
  const redirections = [
    ...around.redirections,
    ...redirects.flatMap((one) => redirectionsOf(shell, frame, one)),
  ];
  const input =
    redirects.map((one) => inputOf(shell, frame, one)).find((one) => one !== undefined) ?? around.input;
  const body = childAt(node, "body");
  if (body === undefined) {
    // `> file` alone empties it.
    emit(
      shell,
      frame,
      { node, words: plain(":"), environment: new Map() },
      { ...around, redirections, input },
    );
    return true;
  }
  return runStatement(shell, frame, body, { ...around, redirections, input });
}

function runIf(shell: Shell, frame: Frame, node: SyntaxNode, around: Around): boolean {
  for (const condition of childrenAt(node, "condition"))
    if (condition.named) runStatement(shell, frame, condition, around);
  const ways: Frame[] = [];
  const inner = conditional(around);
  const follow = (part: SyntaxNode): void => {
    const way = copied(frame);
    if (runStatements(shell, way, part, inner)) ways.push(way);
  };
  follow({ ...node, children: node.children.filter(({ type }) => !/^(elif|else)_clause$/.test(type)) });
  const clauses = node.children.filter(({ type }) => /^(elif|else)_clause$/.test(type));
  for (const clause of clauses) follow(clause);
  if (!clauses.some(({ type }) => type === "else_clause")) ways.push(copied(frame));
  return continueAfter(frame, ways);
}

function runCase(shell: Shell, frame: Frame, node: SyntaxNode, around: Around): boolean {
  const ways = [copied(frame)];
  for (const item of node.children.filter(({ type }) => type === "case_item")) {
    const way = copied(frame);
    const body = { ...item, children: item.children.filter(({ field }) => field !== "value") };
    if (runStatements(shell, way, body, conditional(around))) ways.push(way);
  }
  return continueAfter(frame, ways);
}

/** The frame becomes what any of the ways can leave behind; false when all of them end the script. */
function continueAfter(frame: Frame, ways: readonly Frame[]): boolean {
  const [first, ...others] = ways;
  if (first === undefined) return false;
  for (const way of ways) frame.variables.joinWith(way.variables);
  const folders = new Set(ways.map(({ folder }) => folder));
  frame.folder = folders.size === 1 ? first.folder : undefined;
  frame.output = others.reduce(
    (output, way) => output && way.output && either(output, way.output),
    first.output,
  );
  for (const way of ways) for (const [name, body] of way.functions) frame.functions.set(name, body);
  return true;
}

function runWhile(shell: Shell, frame: Frame, node: SyntaxNode, around: Around): boolean {
  for (const condition of childrenAt(node, "condition"))
    if (condition.named) runStatement(shell, frame, condition, around);
  return repeat(shell, frame, childAt(node, "body"), around);
}

/** A body that is run nobody knows how often: twice, for what its first round leaves to the second. */
function repeat(shell: Shell, frame: Frame, body: SyntaxNode | undefined, around: Around): true {
  const before = JSON.stringify(frame.variables.shown());
  maybe(frame, (inner) => runPart(shell, inner, body, conditional(around)));
  if (JSON.stringify(frame.variables.shown()) === before) return true;
  return maybe(frame, (inner) => runPart(shell, inner, body, conditional(around)));
}

/** A loop over words that are known runs once for each, else once with a word that is not known. */
const MAXIMUM_ROUNDS = 64;

function runFor(shell: Shell, frame: Frame, node: SyntaxNode, around: Around): boolean {
  const variable = childAt(node, "variable");
  const name = variable === undefined ? "" : frame.source.text.slice(variable.start, variable.end);
  const context = contextOf(shell, frame);
  const values = childrenAt(node, "value");
  const items =
    values.length === 0
      ? [frame.positional ?? [UNKNOWN_PART]]
      : values.flatMap((value) => expandWord(value, context));
  const rounds = items.flat();
  const inner = conditional(around);
  const body = childAt(node, "body");
  for (const item of rounds.length > MAXIMUM_ROUNDS ? [UNKNOWN_PART] : rounds) {
    frame.variables.set(name, plain(item));
    maybe(frame, (round) => {
      round.variables.set(name, plain(item));
      return runPart(shell, round, body, inner);
    });
  }
  return true;
}

function runSimple(shell: Shell, frame: Frame, node: SyntaxNode, around: Around): boolean {
  const context = contextOf(shell, frame);
  const environment = new Map<string, Alternatives>();
  const separate: Alternatives[] = [];
  let input = around.input;
  for (const child of node.children) {
    if (child.type === "variable_assignment") environment.set(...assignmentOf(child, context));
    else if (child.type === "herestring_redirect") input = inputOf(shell, frame, child) ?? input;
    else if (child.field === "name" || child.field === "argument") separate.push(expandWord(child, context));
    else if (child.type === "ERROR") runStatements(shell, frame, child, conditional(around));
  }
  const words = inSequence(separate);
  return emit(shell, frame, { node, words, environment }, { ...around, input });
}

/** The words of a command: each alternative of the whole line. Too many alternatives make the words that have them unknown. */
function inSequence(separate: readonly Alternatives[]): Alternatives {
  const count = separate.reduce((product, one) => product * one.length, 1);
  const kept = count > 16 ? separate.map((one) => (one.length > 1 ? UNKNOWN_VALUE : one)) : separate;
  return kept.reduce<Alternatives>(
    (lines, next) => lines.flatMap((line) => next.map((fields) => [...line, ...fields])),
    NOTHING,
  );
}

function emit(shell: Shell, frame: Frame, command: WrittenCommand, around: Around): boolean {
  const continues = command.words.map((words) => runCommand(shell, frame, command, words, around));
  return continues.length === 0 || continues.some(Boolean);
}

/** Substitutions in a test run, whatever the test says. */
function substituteWithin(shell: Shell, frame: Frame, node: SyntaxNode): void {
  if (node.type === "command_substitution") substitute(shell, frame, node);
  else for (const child of node.children) substituteWithin(shell, frame, child);
}
