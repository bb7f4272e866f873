/** Files of the submission that its own code reads: what they hold may be run as code. */
import { posix } from "node:path";
import type { SourceTree } from "../source/tree.ts";
import type { Program } from "./program.ts";

export class SubmissionFiles {
  readonly #tree: Pick<SourceTree, "bytesOf">;
  readonly #solutionRoot: string;
  /** What a workspace holds in its root. */
  readonly #givenNames: readonly string[];
  readonly #given: ReadonlySet<string>;

  constructor(tree: Pick<SourceTree, "bytesOf">, program: Program) {
    this.#tree = tree;
    this.#solutionRoot = program.solutionRoot;
    this.#given = new Set(program.protectedPaths);
    const given = [program.solutionRoot, ...(program.handInFiles ?? []), ...(program.protectedPaths ?? [])];
    this.#givenNames = [...new Set(given.map((path) => path.split("/", 1)[0] ?? ""))].filter(
      (name) => name !== "",
    );
  }

  /** What `path` means to code in the file `near`: beside it, in the solution's folder, in the workspace's root. */
  candidates(path: string, near: string): readonly string[] {
    const bases = [posix.dirname(near), this.#solutionRoot, ""];
    return [...new Set(bases.map((base) => posix.normalize(posix.join(base, path))))];
  }

  /** The content, one unit a byte; undefined when the submission has no such file. */
  read(path: string, near: string): string | undefined {
    for (const candidate of this.candidates(path, near)) {
      const bytes = this.#tree.bytesOf(candidate);
      if (bytes !== undefined) return bytes.toString("latin1");
    }
    return undefined;
  }

  /** The names that `folder` is known to hold, for a program that runs in `runsIn`: those of the workspace's root. */
  namesIn(folder: string, runsIn: string): readonly string[] {
    // No program can name an empty folder: it is what is left of a path from the root when its last part is taken off.
    const isRoot = folder === "" || posix.normalize(posix.join(runsIn, folder)) === ".";
    return isRoot ? this.#givenNames : [];
  }

  /** The file of a module that the workspace gives, by the name under which it is imported. */
  givenModule(name: string): string | undefined {
    const path = `${name.replaceAll(".", "/")}.py`;
    return this.#given.has(path) ? path : undefined;
  }
}
