/** What the words of a frame are expanded in. */
import { ALONE, copied, type Frame, type Shell } from "./frame.ts";
import type { SyntaxNode } from "../source/syntax-tree.ts";
import { NOTHING, type Alternatives } from "./variables.ts";
import type { WordContext } from "./word-context.ts";

export function contextOf(shell: Shell, frame: Frame): WordContext {
  return {
    text: frame.source.text,
    variables: frame.variables,
    positional: frame.positional,
    script: frame.script,
    folder: frame.folder,
    substitute: (node) => substitute(shell, frame, node),
  };
}

/** What the commands of `$(...)` print. */
export function substitute(shell: Shell, frame: Frame, node: SyntaxNode): Alternatives {
  const inner = { ...copied(frame), output: NOTHING };
  shell.runStatements(inner, node, { ...ALONE, conditional: true });
  return inner.output.map((fields) => [fields.join("\n").replace(/\n+$/, "")]);
}
