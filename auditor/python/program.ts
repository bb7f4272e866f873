/** How a submission's Python is run: what the model follows. */
import type { Place } from "../source/source-file.ts";

/** Where execution of a submission begins, relative to the submission's root. */
export interface EntryPoint {
  readonly path: string;
  /** The function that the scorer calls; absent for a script that is run as `__main__`. */
  readonly name?: string;
  /** With `module`, the returned object's forward is called too. */
  readonly returns: "value" | "module";
  /** What the scorer passes to the function, in order: each a name, or a name and its type as in `x: torch.Tensor`. */
  readonly parameters?: readonly string[];
  /** How a script is run, in the folder that holds it. */
  readonly command?: readonly string[];
}

/** A Python program that the scored run starts, with what is known of what it is given. */
export interface ProgramRun {
  /** Its file, relative to the submission; of code that stands in a command, the file that holds the command. */
  readonly path: string;
  /** How it is reached, where it is not by what the scorer runs. */
  readonly reach?: "script";
  /** Code that stands in a command (`python -c "..."`, a heredoc), and where. */
  readonly text?: { readonly code: string; readonly at: Place };
  /** What it finds in `sys.argv[1:]`; undefined for a word that is not known. */
  readonly args: readonly (string | undefined)[];
  /** Variables that it is given beside those of the scorer's process; undefined for a value that is not known. */
  readonly environment: ReadonlyMap<string, string | undefined>;
}

export interface Program {
  readonly entryPoints: readonly EntryPoint[];
  /** The programs that a script entry starts, in order. */
  readonly runs?: readonly ProgramRun[];
  /** Folder that Python finds modules in, beside the submission's root. */
  readonly solutionRoot: string;
  /** Files and folders of the workspace that are handed in beside that folder, and those that are given. */
  readonly handInFiles?: readonly string[];
  readonly protectedPaths?: readonly string[];
  /**
   * Where no entry point is declared: names of the functions and classes that code of this kind is entered by, the likeliest first.
   * One that a file of the submission does not define means nothing.
   */
  readonly conventionalEntries?: readonly string[];
}
