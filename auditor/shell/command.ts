/** What a shell runs, as plain data: one record for every simple command, with its words as far as they are known. */
import type { Reach } from "../python/facts.ts";
import type { Place } from "../source/source-file.ts";
import { UNKNOWN_PART, unmarked } from "./paths.ts";

export interface ShellWord {
  /** The word as the program gets it; undefined when a part of it is not known. */
  readonly text: string | undefined;
  /** The same with `UNKNOWN_PART` for each part that is not known. */
  readonly shape: string;
  /** The shape as the shell model has it: a path that is known from the workspace's root carries a mark (`paths.ts`). */
  readonly marked: string;
}

export interface Redirection {
  /** `>`, `>>`, `<`, `&>`, `>|`, `<>` ... */
  readonly operator: string;
  readonly descriptor: number | undefined;
  readonly target: ShellWord;
}

/** What a heredoc or `<<<` feeds to a command; `start` is where it begins in the file, for text that stands there as it is. */
export interface InlineInput {
  readonly text: string | undefined;
  readonly start: number;
}

export interface Pipeline {
  /** The same for all commands of one pipe. */
  readonly id: number;
  readonly position: number;
  readonly length: number;
}

export interface ShellCommand {
  readonly at: Place;
  readonly reach: Reach;
  /** Program and arguments, without what only wraps them (`nohup`, `timeout 60`, `env A=b`). */
  readonly words: readonly ShellWord[];
  /** Base name of the program, as in "cp"; undefined when it is not known. */
  readonly name: string | undefined;
  readonly wrappers: readonly string[];
  /** Variables that the program gets: exported ones and those in front of it; undefined for a value that is not known. */
  readonly environment: ReadonlyMap<string, string | undefined>;
  /** The variables among them that stand in front of this one command. */
  readonly ownEnvironment: ReadonlyMap<string, string | undefined>;
  readonly redirections: readonly Redirection[];
  readonly input: InlineInput | undefined;
  /** Ends with `&`. */
  readonly background: boolean;
  readonly pipeline: Pipeline | undefined;
  /** Only one way of an `if`, `case`, `&&`, `||` or loop leads here. */
  readonly conditional: boolean;
  /** Folder it runs in: relative to the workspace, or "" also where the script's own starting folder is not known; undefined when not known. */
  readonly folder: string | undefined;
  /** Which run of a script it belongs to: commands of one run stand in the order in which they are run. */
  readonly run: number;
  /** What led here, oldest first: the script that calls this one, the Python that starts the command. */
  readonly steps: readonly { readonly at: Place; readonly label: string }[];
  /** Started by a program that is not a shell. */
  readonly startedByPython: boolean;
}

/** A text that is run as shell and can not be read. */
export interface OpaqueShell {
  readonly at: Place;
  readonly reach: Reach;
  /** "eval", "source", "bash -c" ... */
  readonly what: string;
}

export function word(marked: string): ShellWord {
  const shape = unmarked(marked);
  return { text: shape.includes(UNKNOWN_PART) ? undefined : shape, shape, marked };
}
