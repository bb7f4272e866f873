/** Parameters of functions and lambdas. */
import { field, meaningful, spanOf, textOf } from "./syntax-node.ts";
import type { Expression, Parameter } from "./syntax.ts";
import type { SyntaxNode } from "../source/syntax-tree.ts";

/** How annotations and defaults are lowered. */
type LowerExpression = (node: SyntaxNode | undefined, text: string) => Expression;

export function lowerParameters(
  node: SyntaxNode | undefined,
  text: string,
  lower: LowerExpression,
): readonly Parameter[] {
  if (node === undefined) return [];
  const parameters: Parameter[] = [];
  let keywordOnly = false;
  for (const child of meaningful(node)) {
    if (child.type === "keyword_separator") keywordOnly = true;
    if (child.type === "keyword_separator" || child.type === "positional_separator") continue;
    const parameter = lowerParameter(child, text, keywordOnly, lower);
    if (parameter.type === "star") keywordOnly = true;
    parameters.push(parameter);
  }
  return parameters;
}

function lowerParameter(
  node: SyntaxNode,
  text: string,
  keywordOnly: boolean,
  lower: LowerExpression,
): Parameter {
  const target = field(node, "name") ?? (node.type === "typed_parameter" ? node.children[0] : node) ?? node;
  const type =
    target.type === "list_splat_pattern"
      ? "star"
      : target.type === "dictionary_splat_pattern"
        ? "double-star"
        : "ordinary";
  const annotation = field(node, "type");
  const value = field(node, "value");
  return {
    name: textOf(target, text).replace(/^\*+\s*/, ""),
    type,
    keywordOnly,
    annotation: annotation === undefined ? null : lower(annotation, text),
    default: value === undefined ? null : lower(value, text),
    span: spanOf(target),
  };
}
