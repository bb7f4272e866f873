/** What one run of shell code happens in. */
import type { Reach } from "../python/facts.ts";
import type { Place, SourceFile } from "../source/source-file.ts";
import type { InlineInput, OpaqueShell, Pipeline, Redirection, ShellCommand } from "./command.ts";
import type { Heredoc } from "./heredocs.ts";
import type { ParseShellText } from "./parse.ts";
import type { SyntaxNode } from "../source/syntax-tree.ts";
import type { Alternatives, Fields, Variables } from "./variables.ts";

/** A text of shell code, and where its parts are to be shown. */
export interface ShellSource {
  /** Without its heredocs. */
  readonly text: string;
  readonly heredocs: ReadonlyMap<number, Heredoc>;
  readonly file: SourceFile;
  /** Set for code that stands in another text (`sh -c "..."`): where that text is run. */
  readonly runAt: Place | undefined;
}

export interface ShellFunction {
  readonly body: SyntaxNode;
  readonly source: ShellSource;
}

export interface Frame {
  readonly source: ShellSource;
  readonly reach: Reach;
  readonly run: number;
  /** How many scripts, functions and texts this one runs in. */
  readonly depth: number;
  readonly steps: ShellCommand["steps"];
  readonly startedByPython: boolean;
  readonly variables: Variables;
  readonly functions: Map<string, ShellFunction>;
  /** `$0`. */
  readonly script: string;
  positional: Fields | undefined;
  folder: string | undefined;
  /** What the commands print, as far as it is known; collected only for `$(...)`. */
  output: Alternatives | undefined;
}

/** What stands around a command and holds for it. */
export interface Around {
  readonly background: boolean;
  readonly conditional: boolean;
  readonly pipeline: Pipeline | undefined;
  readonly redirections: readonly Redirection[];
  readonly input: InlineInput | undefined;
}

export const ALONE: Around = {
  background: false,
  conditional: false,
  pipeline: undefined,
  redirections: [],
  input: undefined,
};

/** The files that commands can name, and what is remembered of all runs. */
export interface Shell {
  readonly parse: ParseShellText;
  /** Runs the statements under a node; false when the script ends there for certain. */
  readonly runStatements: (frame: Frame, node: SyntaxNode, around?: Around) => boolean;
  readonly scriptAt: (path: string, near: string) => SourceFile | undefined;
  readonly commands: ShellCommand[];
  readonly opaque: OpaqueShell[];
  /** Files that can not be read as shell, or only in part, with the reason. */
  readonly problems: Map<string, string>;
  /** Shell files that ran because something called them. */
  readonly called: Set<string>;
  /** Bodies of functions that were run. */
  readonly ran: Set<SyntaxNode>;
  readonly nextId: () => number;
  /** @throws ShellBudgetExceeded when the submission's scripts do more than is followed. */
  readonly spend: () => void;
}

export class ShellBudgetExceeded extends Error {
  override readonly name = "ShellBudgetExceeded";
}

/** A copy for what can not change this shell: a subshell, one way of a branch. */
export function copied(frame: Frame): Frame {
  return { ...frame, variables: frame.variables.copy(), functions: new Map(frame.functions) };
}

/** A place for a node: its own span in a file, the whole calling text for code inside of a text. */
export function placeOf(source: ShellSource, node: SyntaxNode): Place {
  if (source.runAt === undefined)
    return { file: source.file, span: { start: node.start, end: endOf(source.text, node) } };
  return { ...source.runAt, unpacked: source.text.slice(node.start, node.end).slice(0, 200).trim() };
}

/** Heredocs and line ends belong to a node, but not to the command that a person would point at. */
function endOf(text: string, node: SyntaxNode): number {
  const own = text.slice(node.start, node.end);
  return node.start + own.trimEnd().length;
}
