/** Reading nodes of the parser's tree. */
import type { SyntaxNode } from "../source/syntax-tree.ts";

/** Children that carry meaning: no punctuation, no comments. */
export function meaningful(node: SyntaxNode): readonly SyntaxNode[] {
  return node.children.filter(
    (child) => child.named && child.type !== "comment" && child.type !== "line_continuation",
  );
}

export function field(node: SyntaxNode, name: string): SyntaxNode | undefined {
  return node.children.find((child) => child.field === name);
}

export function spanOf(node: SyntaxNode): { start: number; end: number } {
  return { start: node.start, end: node.end };
}

export function textOf(node: SyntaxNode, text: string): string {
  return text.slice(node.start, node.end);
}
