/** String literals, formatted or joined. */
import { field, spanOf, textOf } from "./syntax-node.ts";
import { stringPrefix, unescape } from "./literals.ts";
import type { Expression } from "./syntax.ts";
import type { SyntaxNode } from "../source/syntax-tree.ts";

/** How the expression in an f-string's hole is lowered. */
type LowerHole = (node: SyntaxNode | undefined, text: string) => Expression;

export function lowerString(node: SyntaxNode, text: string, lowerHole: LowerHole): Expression {
  const prefix = stringPrefix(node, text);
  const parts: (string | Expression)[] = [];
  for (const child of node.children) {
    if (child.type === "string_content")
      parts.push(unescape(contentOf(child, text, prefix.formatted), prefix.raw, prefix.bytes));
    else if (child.type === "interpolation") parts.push(lowerHole(field(child, "expression"), text));
  }
  if (parts.every((part) => typeof part === "string"))
    return { kind: "literal", value: parts.join(""), bytes: prefix.bytes, span: spanOf(node) };
  return { kind: "formatted", parts, span: spanOf(node) };
}

function contentOf(node: SyntaxNode, text: string, formatted: boolean): string {
  const content = textOf(node, text);
  return formatted ? content.replaceAll("{{", "{").replaceAll("}}", "}") : content;
}

export function concatenate(node: SyntaxNode, strings: readonly Expression[]): Expression {
  const span = spanOf(node);
  if (strings.every((part) => part.kind === "literal"))
    return {
      kind: "literal",
      value: strings.map((part) => part.value).join(""),
      bytes: strings.some((part) => part.bytes === true),
      span,
    };
  const parts = strings.flatMap((part) =>
    part.kind === "formatted" ? part.parts : part.kind === "literal" ? [String(part.value)] : [part],
  );
  return { kind: "formatted", parts, span };
}
