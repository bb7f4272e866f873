/** How a submission's Python is run: what the model follows. */

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

export interface Program {
  readonly entryPoints: readonly EntryPoint[];
  /** Folder that Python finds modules in, beside the submission's root. */
  readonly solutionRoot: string;
  /**
   * Where no entry point is declared: names of the functions and classes that code of this kind is entered by, the likeliest first.
   * One that a file of the submission does not define means nothing.
   */
  readonly conventionalEntries?: readonly string[];
}
