/** Reading nodes of the C++ parser's tree. */
import type { SyntaxNode } from "../source/syntax-tree.ts";

export function childOfType(
  node: SyntaxNode | undefined,
  ...types: readonly string[]
): SyntaxNode | undefined {
  return node?.children.find((child) => types.includes(child.type));
}

/** The children that say something: no punctuation, no comments. */
export function partsOf(node: SyntaxNode | undefined): readonly SyntaxNode[] {
  return node?.children.filter((child) => child.named && child.type !== "comment") ?? [];
}

/** Every node below `node`, itself included, in the order of the text; below one that `enter` refuses nothing. */
export function* walk(
  node: SyntaxNode,
  enter: (node: SyntaxNode) => boolean = () => true,
): Generator<SyntaxNode> {
  yield node;
  if (enter(node)) for (const child of node.children) yield* walk(child, enter);
}
