/** How a submission's Python is run: what the model follows. */

/** Where execution of a submission begins, relative to the submission's root. */
export interface EntryPoint {
  readonly path: string;
  /** The function that the scorer calls; absent for a script that is run as `__main__`. */
  readonly name?: string;
  /** With `module`, the returned object's forward is called too. */
  readonly returns: "value" | "module";
}

export interface Program {
  readonly entryPoints: readonly EntryPoint[];
  /** Folder that Python finds modules in, beside the submission's root. */
  readonly solutionRoot: string;
}
