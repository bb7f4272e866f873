/** Statements of the parser's tree -> abstract syntax. */
import { lowerArguments, lowerExpression } from "./lower-expression.ts";
import { lowerParameters } from "./lower-parameters.ts";
import { field, meaningful, spanOf, textOf } from "./syntax-node.ts";
import type {
  CasePattern,
  ExceptHandler,
  Expression,
  FunctionStatement,
  ClassStatement,
  ImportedName,
  Statement,
} from "./syntax.ts";
import type { SyntaxNode } from "../source/syntax-tree.ts";

/** The statements of a module or block. */
export function lowerBlock(node: SyntaxNode | undefined, text: string): readonly Statement[] {
  if (node === undefined) return [];
  return meaningful(node).flatMap((child) => lowerStatement(child, text));
}

function lowerStatement(node: SyntaxNode, text: string): readonly Statement[] {
  const lowering = LOWERINGS[node.type];
  if (lowering !== undefined) return [lowering(node, text)];
  if (node.type === "ERROR") return [{ kind: "unparsed", span: spanOf(node) }];
  return [{ kind: "expression", value: lowerExpression(node, text), span: spanOf(node) }];
}

type Lowering = (node: SyntaxNode, text: string) => Statement;

const names: Lowering = (node, text) => ({
  kind: node.type === "global_statement" ? "global" : "nonlocal",
  names: meaningful(node).map((child) => textOf(child, text)),
  span: spanOf(node),
});

const simple =
  (kind: "pass" | "break" | "continue"): Lowering =>
  (node) => ({ kind, span: spanOf(node) });

/** The grammar takes `type(x).name = value` for an alias `type (x).name = value`; an alias itself does nothing. */
function lowerTypeAlias(node: SyntaxNode, text: string): Statement {
  const [left, right] = ["left", "right"].map((side) => meaningful(field(node, side) ?? node)[0]);
  if (left === undefined || right === undefined || !/^(attribute|subscript)$/.test(left.type))
    return { kind: "pass", span: spanOf(node) };
  const target = onTypeOf(lowerExpression(left, text));
  return { kind: "assign", targets: [target], value: lowerExpression(right, text), span: spanOf(node) };
}

/** `(x).a[0]` -> `type(x).a[0]`. */
function onTypeOf(target: Expression): Expression {
  if (target.kind === "attribute" || target.kind === "subscript")
    return { ...target, object: onTypeOf(target.object) };
  const { span } = target;
  return {
    kind: "call",
    callee: { kind: "name", id: "type", span },
    args: [{ type: "positional", name: null, value: target }],
    span,
  };
}

const LOWERINGS: Readonly<Record<string, Lowering>> = {
  expression_statement: lowerExpressionStatement,
  return_statement: (node, text) => ({
    kind: "return",
    value: optional(meaningful(node)[0], text),
    span: spanOf(node),
  }),
  if_statement: lowerIf,
  for_statement: (node, text) => ({
    kind: "for",
    target: lowerExpression(field(node, "left"), text),
    iterable: lowerExpression(field(node, "right"), text),
    body: lowerBlock(field(node, "body"), text),
    otherwise: elseOf(node, text),
    span: spanOf(node),
  }),
  while_statement: (node, text) => ({
    kind: "while",
    test: lowerExpression(field(node, "condition"), text),
    body: lowerBlock(field(node, "body"), text),
    otherwise: elseOf(node, text),
    span: spanOf(node),
  }),
  try_statement: lowerTry,
  with_statement: lowerWith,
  match_statement: lowerMatch,
  function_definition: (node, text) => lowerFunction(node, text, []),
  class_definition: (node, text) => lowerClass(node, text, []),
  decorated_definition: lowerDecorated,
  import_statement: (node, text) => ({
    kind: "import",
    names: importedNames(node, text),
    span: spanOf(node),
  }),
  import_from_statement: lowerImportFrom,
  future_import_statement: (node) => ({ kind: "pass", span: spanOf(node) }),
  global_statement: names,
  nonlocal_statement: names,
  delete_statement: (node, text) => ({
    kind: "delete",
    targets: meaningful(node).map((child) => lowerExpression(child, text)),
    span: spanOf(node),
  }),
  raise_statement: (node, text) => ({
    kind: "raise",
    value: optional(meaningful(node)[0], text),
    span: spanOf(node),
  }),
  assert_statement: (node, text) => {
    const [test, message] = meaningful(node);
    return {
      kind: "assert",
      test: lowerExpression(test, text),
      message: optional(message, text),
      span: spanOf(node),
    };
  },
  pass_statement: simple("pass"),
  break_statement: simple("break"),
  continue_statement: simple("continue"),
  type_alias_statement: lowerTypeAlias,
  // Python 2 only; the grammar accepts it, Python 3 does not.
  print_statement: (node) => ({ kind: "unparsed", span: spanOf(node) }),
  exec_statement: (node) => ({ kind: "unparsed", span: spanOf(node) }),
};

function optional(node: SyntaxNode | undefined, text: string): Expression | null {
  return node === undefined ? null : lowerExpression(node, text);
}

function lowerExpressionStatement(node: SyntaxNode, text: string): Statement {
  const children = meaningful(node);
  const only = children[0];
  const span = spanOf(node);
  if (only?.type === "assignment") return lowerAssignment(only, text);
  if (only?.type === "augmented_assignment")
    return {
      kind: "augmented",
      target: lowerExpression(field(only, "left"), text),
      op: textOf(field(only, "operator") ?? only, text).replace(/=$/, ""),
      value: lowerExpression(field(only, "right"), text),
      span,
    };
  if (children.length === 1) return { kind: "expression", value: lowerExpression(only, text), span };
  const items = children.map((child) => lowerExpression(child, text));
  return { kind: "expression", value: { kind: "collection", type: "tuple", items, span }, span };
}

function lowerAssignment(node: SyntaxNode, text: string): Statement {
  const annotation = field(node, "type");
  const right = field(node, "right");
  if (annotation !== undefined)
    return {
      kind: "annotated",
      target: lowerExpression(field(node, "left"), text),
      annotation: lowerExpression(annotation, text),
      value: optional(right, text),
      span: spanOf(node),
    };
  // `a = b = value` nests to the right.
  const targets: Expression[] = [];
  let current: SyntaxNode | undefined = node;
  while (current?.type === "assignment") {
    targets.push(lowerExpression(field(current, "left"), text));
    current = field(current, "right");
  }
  return { kind: "assign", targets, value: lowerExpression(current, text), span: spanOf(node) };
}

function lowerIf(node: SyntaxNode, text: string): Statement {
  const alternatives = node.children.filter((child) => child.field === "alternative");
  return {
    kind: "if",
    test: lowerExpression(field(node, "condition"), text),
    body: lowerBlock(field(node, "consequence"), text),
    otherwise: lowerAlternatives(alternatives, text),
    span: spanOf(node),
  };
}

function lowerAlternatives(alternatives: readonly SyntaxNode[], text: string): readonly Statement[] {
  const [first, ...rest] = alternatives;
  if (first === undefined) return [];
  if (first.type === "else_clause") return lowerBlock(field(first, "body"), text);
  return [
    {
      kind: "if",
      test: lowerExpression(field(first, "condition"), text),
      body: lowerBlock(field(first, "consequence"), text),
      otherwise: lowerAlternatives(rest, text),
      span: spanOf(first),
    },
  ];
}

function elseOf(node: SyntaxNode, text: string): readonly Statement[] {
  const clause = node.children.find((child) => child.type === "else_clause");
  return clause === undefined ? [] : lowerBlock(field(clause, "body"), text);
}

function lowerTry(node: SyntaxNode, text: string): Statement {
  const handlers = node.children.filter((child) => child.type === "except_clause");
  const final = node.children.find((child) => child.type === "finally_clause");
  return {
    kind: "try",
    body: lowerBlock(field(node, "body"), text),
    handlers: handlers.map((handler) => lowerHandler(handler, text)),
    otherwise: elseOf(node, text),
    final: lowerBlock(
      final?.children.find((child) => child.type === "block"),
      text,
    ),
    span: spanOf(node),
  };
}

function lowerHandler(node: SyntaxNode, text: string): ExceptHandler {
  const value = field(node, "value");
  const alias =
    field(node, "alias") ?? value?.children.find((child) => child.type === "as_pattern_target") ?? undefined;
  return {
    type: optional(value?.type === "as_pattern" ? meaningful(value)[0] : value, text),
    name: alias === undefined ? null : textOf(alias, text),
    body: lowerBlock(
      node.children.find((child) => child.type === "block"),
      text,
    ),
    span: spanOf(value ?? node),
  };
}

function lowerWith(node: SyntaxNode, text: string): Statement {
  const clause = node.children.find((child) => child.type === "with_clause");
  const items = clause?.children.filter((child) => child.type === "with_item") ?? [];
  return {
    kind: "with",
    items: items.map((item) => {
      const value = field(item, "value");
      const target = value?.type === "as_pattern" ? field(value, "alias") : undefined;
      return {
        value: lowerExpression(value?.type === "as_pattern" ? meaningful(value)[0] : value, text),
        target: optional(target, text),
      };
    }),
    body: lowerBlock(field(node, "body"), text),
    span: spanOf(node),
  };
}

function lowerMatch(node: SyntaxNode, text: string): Statement {
  const block = field(node, "body");
  const subject = field(node, "subject");
  return {
    kind: "match",
    subject: lowerExpression(subject, text),
    cases: (block?.children ?? [])
      .filter((child) => child.type === "case_clause")
      .map((child) => lowerCase(child, text)),
    span: spanOf(node),
  };
}

function lowerCase(node: SyntaxNode, text: string): CasePattern {
  const patterns = node.children.filter((child) => child.type === "case_pattern");
  const guard = field(node, "guard");
  const bound: string[] = [];
  for (const pattern of patterns) collectCaptures(pattern, text, bound);
  const only = patterns.length === 1 && patterns[0] !== undefined ? meaningful(patterns[0])[0] : undefined;
  const isLiteral =
    only !== undefined && /^(string|integer|float|true|false|none|concatenated_string)$/.test(only.type);
  return {
    names: bound,
    literal: isLiteral ? lowerExpression(only, text) : null,
    guard: guard === undefined ? null : lowerExpression(meaningful(guard)[0], text),
    body: lowerBlock(field(node, "consequence"), text),
  };
}

/** A dotted name of one part captures; of several it compares, and so do the names of classes. */
function collectCaptures(node: SyntaxNode, text: string, into: string[]): void {
  for (const [index, child] of meaningful(node).entries()) {
    if (node.type === "class_pattern" && index === 0) continue;
    if (child.type === "dotted_name" && meaningful(child).length === 1) into.push(textOf(child, text));
    else if (child.type === "identifier" && node.type !== "dotted_name" && node.type !== "keyword_pattern")
      into.push(textOf(child, text));
    else if (child.type !== "dotted_name") collectCaptures(child, text, into);
  }
}

function lowerFunction(node: SyntaxNode, text: string, decorators: readonly Expression[]): FunctionStatement {
  const name = field(node, "name") ?? node;
  return {
    kind: "function",
    name: textOf(name, text),
    nameSpan: spanOf(name),
    parameters: lowerParameters(field(node, "parameters"), text, lowerExpression),
    decorators,
    body: lowerBlock(field(node, "body"), text),
    span: spanOf(node),
  };
}

function lowerClass(node: SyntaxNode, text: string, decorators: readonly Expression[]): ClassStatement {
  const name = field(node, "name") ?? node;
  return {
    kind: "class",
    name: textOf(name, text),
    nameSpan: spanOf(name),
    bases: lowerArguments(field(node, "superclasses"), text),
    decorators,
    body: lowerBlock(field(node, "body"), text),
    span: spanOf(node),
  };
}

function lowerDecorated(node: SyntaxNode, text: string): Statement {
  const decorators = node.children
    .filter((child) => child.type === "decorator")
    .map((child) => lowerExpression(meaningful(child)[0], text));
  const definition = field(node, "definition");
  if (definition === undefined) return { kind: "unparsed", span: spanOf(node) };
  return definition.type === "class_definition"
    ? lowerClass(definition, text, decorators)
    : lowerFunction(definition, text, decorators);
}

function importedNames(node: SyntaxNode, text: string): readonly ImportedName[] {
  return node.children
    .filter((child) => child.field === "name")
    .map((child) => {
      const aliased = child.type === "aliased_import";
      const alias = aliased ? field(child, "alias") : undefined;
      return {
        name: textOf((aliased ? field(child, "name") : child) ?? child, text).replace(/\s+/g, ""),
        alias: alias === undefined ? null : textOf(alias, text),
        span: spanOf(child),
      };
    });
}

function lowerImportFrom(node: SyntaxNode, text: string): Statement {
  const from = field(node, "module_name");
  const module = from === undefined ? "" : textOf(from, text).replace(/\s+/g, "");
  const level = /^\.*/.exec(module)?.[0].length ?? 0;
  return {
    kind: "import-from",
    module: module.slice(level),
    level,
    names: importedNames(node, text),
    star: node.children.some((child) => child.type === "wildcard_import"),
    span: spanOf(node),
  };
}
