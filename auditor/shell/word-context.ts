/** What words are expanded in. */
import type { SyntaxNode } from "../source/syntax-tree.ts";
import type { Alternatives, Fields, Variables } from "./variables.ts";

export interface WordContext {
  /** The text that the nodes' offsets count in. */
  readonly text: string;
  readonly variables: Variables;
  /** `$1`, `$2`, ...; undefined when it is not known what the script is given. */
  readonly positional: Fields | undefined;
  /** `$0`. */
  readonly script: string;
  readonly folder: string | undefined;
  /** Runs the commands of `$(...)` and gives what they print. */
  readonly substitute: (node: SyntaxNode) => Alternatives;
}
