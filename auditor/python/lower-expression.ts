/** Expressions of the parser's tree -> abstract syntax. */
import { numberValue } from "./literals.ts";
import { lowerParameters } from "./lower-parameters.ts";
import { concatenate, lowerString } from "./lower-string.ts";
import { field, meaningful, spanOf, textOf } from "./syntax-node.ts";
import type { Argument, ComprehensionClause, Expression } from "./syntax.ts";
import type { SyntaxNode } from "../source/syntax-tree.ts";

export function lowerExpression(node: SyntaxNode | undefined, text: string): Expression {
  if (node === undefined) return { kind: "unparsed", span: { start: 0, end: 0 } };
  return (LOWERINGS[node.type] ?? unparsed)(node, text);
}

type Lowering = (node: SyntaxNode, text: string) => Expression;

const unparsed: Lowering = (node) => ({ kind: "unparsed", span: spanOf(node) });
const inner: Lowering = (node, text) => lowerExpression(meaningful(node)[0], text);
const literal =
  (value: boolean | null): Lowering =>
  (node) => ({ kind: "literal", value, span: spanOf(node) });
const number: Lowering = (node, text) => ({
  kind: "literal",
  value: numberValue(textOf(node, text)),
  span: spanOf(node),
});
const identifier: Lowering = (node, text) => ({ kind: "name", id: textOf(node, text), span: spanOf(node) });
const starred: Lowering = (node, text) => ({ kind: "starred", value: inner(node, text), span: spanOf(node) });
const collection =
  (type: "tuple" | "list" | "set"): Lowering =>
  (node, text) => ({
    kind: "collection",
    type,
    items: meaningful(node).map((child) => lowerExpression(child, text)),
    span: spanOf(node),
  });

const LOWERINGS: Readonly<Record<string, Lowering>> = {
  identifier,
  // Words that are keywords only in some places.
  keyword_identifier: identifier,
  dotted_name: (node, text) => dottedName(meaningful(node), text),
  integer: number,
  float: number,
  true: literal(true),
  false: literal(false),
  none: literal(null),
  ellipsis: (node) => ({ kind: "name", id: "Ellipsis", span: spanOf(node) }),
  string: (node, text) => lowerString(node, text, lowerExpression),
  concatenated_string: (node, text) =>
    concatenate(
      node,
      meaningful(node).map((part) => lowerString(part, text, lowerExpression)),
    ),
  parenthesized_expression: inner,
  type: inner,
  as_pattern_target: inner,
  format_expression: inner,
  attribute: (node, text) => ({
    kind: "attribute",
    object: lowerExpression(field(node, "object"), text),
    name: textOf(field(node, "attribute") ?? node, text),
    span: spanOf(node),
  }),
  subscript: lowerSubscript,
  slice: lowerSlice,
  call: (node, text) => ({
    kind: "call",
    callee: lowerExpression(field(node, "function"), text),
    args: lowerArguments(field(node, "arguments"), text),
    span: spanOf(node),
  }),
  binary_operator: (node, text) => ({
    kind: "binary",
    op: textOf(field(node, "operator") ?? node, text),
    left: lowerExpression(field(node, "left"), text),
    right: lowerExpression(field(node, "right"), text),
    span: spanOf(node),
  }),
  unary_operator: (node, text) => ({
    kind: "unary",
    op: textOf(field(node, "operator") ?? node, text),
    operand: lowerExpression(field(node, "argument"), text),
    span: spanOf(node),
  }),
  not_operator: (node, text) => ({
    kind: "unary",
    op: "not",
    operand: lowerExpression(field(node, "argument"), text),
    span: spanOf(node),
  }),
  boolean_operator: (node, text) => ({
    kind: "boolean",
    op: textOf(field(node, "operator") ?? node, text) === "and" ? "and" : "or",
    left: lowerExpression(field(node, "left"), text),
    right: lowerExpression(field(node, "right"), text),
    span: spanOf(node),
  }),
  comparison_operator: (node, text) => ({
    kind: "compare",
    ops: comparisonOperators(node, text),
    operands: meaningful(node)
      .filter((child) => child.field !== "operators")
      .map((child) => lowerExpression(child, text)),
    span: spanOf(node),
  }),
  conditional_expression: (node, text) => {
    const [whenTrue, test, otherwise] = meaningful(node);
    return {
      kind: "conditional",
      test: lowerExpression(test, text),
      whenTrue: lowerExpression(whenTrue, text),
      otherwise: lowerExpression(otherwise, text),
      span: spanOf(node),
    };
  },
  lambda: (node, text) => ({
    kind: "lambda",
    parameters: lowerParameters(field(node, "parameters"), text, lowerExpression),
    body: lowerExpression(field(node, "body"), text),
    span: spanOf(node),
  }),
  tuple: collection("tuple"),
  expression_list: collection("tuple"),
  pattern_list: collection("tuple"),
  tuple_pattern: collection("tuple"),
  list: collection("list"),
  list_pattern: collection("list"),
  set: collection("set"),
  dictionary: lowerDictionary,
  list_comprehension: comprehension("list"),
  set_comprehension: comprehension("set"),
  dictionary_comprehension: comprehension("dict"),
  generator_expression: comprehension("generator"),
  list_splat: starred,
  list_splat_pattern: starred,
  parenthesized_list_splat: inner,
  await: (node, text) => ({ kind: "await", value: inner(node, text), span: spanOf(node) }),
  yield: (node, text) => ({
    kind: "yield",
    value: meaningful(node).length > 0 ? inner(node, text) : null,
    from: node.children.some((child) => child.type === "from"),
    span: spanOf(node),
  }),
  named_expression: (node, text) => ({
    kind: "walrus",
    name: textOf(field(node, "name") ?? node, text),
    value: lowerExpression(field(node, "value"), text),
    span: spanOf(node),
  }),
  as_pattern: inner,
};

function dottedName(parts: readonly SyntaxNode[], text: string): Expression {
  const [first, ...rest] = parts;
  let expression = lowerExpression(first, text);
  for (const part of rest) {
    const span = { start: expression.span.start, end: part.end };
    expression = { kind: "attribute", object: expression, name: textOf(part, text), span };
  }
  return expression;
}

/** `not in` and `is not` reach us as one token each, or as two, depending on their spacing. */
function comparisonOperators(node: SyntaxNode, text: string): readonly string[] {
  return node.children
    .filter((child) => child.field === "operators")
    .map((child) => textOf(child, text).replace(/\s+/g, " "));
}

function lowerSubscript(node: SyntaxNode, text: string): Expression {
  const indexes = node.children
    .filter((child) => child.field === "subscript")
    .map((child) => lowerExpression(child, text));
  const only = indexes[0];
  const index: Expression =
    indexes.length === 1 && only !== undefined && !node.children.some((child) => child.type === ",")
      ? only
      : { kind: "collection", type: "tuple", items: indexes, span: spanOf(node) };
  return {
    kind: "subscript",
    object: lowerExpression(field(node, "value"), text),
    index,
    span: spanOf(node),
  };
}

function lowerSlice(node: SyntaxNode, text: string): Expression {
  const parts: (Expression | null)[] = [null, null, null];
  let position = 0;
  for (const child of node.children) {
    if (child.type === ":") position += 1;
    else if (child.named && child.type !== "comment") parts[position] = lowerExpression(child, text);
  }
  return {
    kind: "slice",
    lower: parts[0] ?? null,
    upper: parts[1] ?? null,
    step: parts[2] ?? null,
    span: spanOf(node),
  };
}

function lowerDictionary(node: SyntaxNode, text: string): Expression {
  const entries = meaningful(node).map((child) =>
    child.type === "pair"
      ? {
          key: lowerExpression(field(child, "key"), text),
          value: lowerExpression(field(child, "value"), text),
        }
      : { key: null, value: inner(child, text) },
  );
  return { kind: "dict", entries, span: spanOf(node) };
}

function comprehension(type: "list" | "set" | "dict" | "generator"): Lowering {
  return (node, text) => {
    const body = field(node, "body");
    const pair = body?.type === "pair" ? body : undefined;
    return {
      kind: "comprehension",
      type,
      element: lowerExpression(pair === undefined ? body : field(pair, "key"), text),
      value: pair === undefined ? null : lowerExpression(field(pair, "value"), text),
      clauses: comprehensionClauses(node, text),
      span: spanOf(node),
    };
  };
}

function comprehensionClauses(node: SyntaxNode, text: string): readonly ComprehensionClause[] {
  const clauses: { target: Expression; iterable: Expression; conditions: Expression[] }[] = [];
  for (const child of meaningful(node)) {
    if (child.type === "for_in_clause")
      clauses.push({
        target: lowerExpression(field(child, "left"), text),
        iterable: lowerExpression(field(child, "right"), text),
        conditions: [],
      });
    else if (child.type === "if_clause") clauses.at(-1)?.conditions.push(inner(child, text));
  }
  return clauses;
}

export function lowerArguments(node: SyntaxNode | undefined, text: string): readonly Argument[] {
  if (node === undefined) return [];
  if (node.type === "generator_expression")
    return [{ type: "positional", name: null, value: lowerExpression(node, text) }];
  return meaningful(node).map((child): Argument => {
    if (child.type === "keyword_argument")
      return {
        type: "keyword",
        name: textOf(field(child, "name") ?? child, text),
        value: lowerExpression(field(child, "value"), text),
      };
    if (child.type === "list_splat") return { type: "star", name: null, value: inner(child, text) };
    if (child.type === "dictionary_splat")
      return { type: "double-star", name: null, value: inner(child, text) };
    return { type: "positional", name: null, value: lowerExpression(child, text) };
  });
}
