/**
 * The abstract syntax of Python that the model is computed from. It is made once from the parser's tree (`lower-*.ts`), so that
 * nothing behind it depends on a parser. Spans are offsets into the file's text.
 */
import type { Span } from "../source/source-file.ts";

export interface Node {
  readonly span: Span;
}

export type Literal = string | number | boolean | null;

export type Expression =
  | (Node & { readonly kind: "name"; readonly id: string })
  | (Node & { readonly kind: "literal"; readonly value: Literal; readonly bytes?: boolean })
  | (Node & { readonly kind: "formatted"; readonly parts: readonly (string | Expression)[] })
  | (Node & { readonly kind: "attribute"; readonly object: Expression; readonly name: string })
  | (Node & { readonly kind: "subscript"; readonly object: Expression; readonly index: Expression })
  | (Node & {
      readonly kind: "slice";
      readonly lower: Expression | null;
      readonly upper: Expression | null;
      readonly step: Expression | null;
    })
  | (Node & { readonly kind: "call"; readonly callee: Expression; readonly args: readonly Argument[] })
  | (Node & {
      readonly kind: "binary";
      readonly op: string;
      readonly left: Expression;
      readonly right: Expression;
    })
  | (Node & { readonly kind: "unary"; readonly op: string; readonly operand: Expression })
  | (Node & {
      readonly kind: "boolean";
      readonly op: "and" | "or";
      readonly left: Expression;
      readonly right: Expression;
    })
  | (Node & {
      readonly kind: "compare";
      readonly ops: readonly string[];
      readonly operands: readonly Expression[];
    })
  | (Node & {
      readonly kind: "conditional";
      readonly test: Expression;
      readonly whenTrue: Expression;
      readonly otherwise: Expression;
    })
  | LambdaExpression
  | (Node & {
      readonly kind: "collection";
      readonly type: "tuple" | "list" | "set";
      readonly items: readonly Expression[];
    })
  | (Node & {
      readonly kind: "dict";
      readonly entries: readonly { readonly key: Expression | null; readonly value: Expression }[];
    })
  | (Node & {
      readonly kind: "comprehension";
      readonly type: "list" | "set" | "dict" | "generator";
      readonly element: Expression;
      /** The value of a dict comprehension, whose key is `element`. */
      readonly value: Expression | null;
      readonly clauses: readonly ComprehensionClause[];
    })
  | (Node & { readonly kind: "starred"; readonly value: Expression })
  | (Node & { readonly kind: "await"; readonly value: Expression })
  | (Node & { readonly kind: "yield"; readonly value: Expression | null; readonly from: boolean })
  | (Node & { readonly kind: "walrus"; readonly name: string; readonly value: Expression })
  /** A region the parser could not read. */
  | (Node & { readonly kind: "unparsed" });

export interface LambdaExpression extends Node {
  readonly kind: "lambda";
  readonly parameters: readonly Parameter[];
  readonly body: Expression;
}

export interface Argument {
  readonly type: "positional" | "keyword" | "star" | "double-star";
  readonly name: string | null;
  readonly value: Expression;
}

export interface ComprehensionClause {
  readonly target: Expression;
  readonly iterable: Expression;
  readonly conditions: readonly Expression[];
}

export interface Parameter {
  readonly name: string;
  readonly type: "ordinary" | "star" | "double-star";
  readonly keywordOnly: boolean;
  readonly annotation: Expression | null;
  readonly default: Expression | null;
  readonly span: Span;
}

export interface FunctionStatement extends Node {
  readonly kind: "function";
  readonly name: string;
  readonly nameSpan: Span;
  readonly parameters: readonly Parameter[];
  readonly decorators: readonly Expression[];
  readonly body: readonly Statement[];
}

export interface ClassStatement extends Node {
  readonly kind: "class";
  readonly name: string;
  readonly nameSpan: Span;
  readonly bases: readonly Argument[];
  readonly decorators: readonly Expression[];
  readonly body: readonly Statement[];
}

export interface ImportedName {
  readonly name: string;
  readonly alias: string | null;
  readonly span: Span;
}

export interface ExceptHandler {
  readonly type: Expression | null;
  readonly name: string | null;
  readonly body: readonly Statement[];
  readonly span: Span;
}

/** A pattern of `match`, reduced to what binds and what it compares with. */
export interface CasePattern {
  readonly names: readonly string[];
  /** Set when the pattern is one literal. */
  readonly literal: Expression | null;
  readonly guard: Expression | null;
  readonly body: readonly Statement[];
}

export type Statement =
  | (Node & { readonly kind: "expression"; readonly value: Expression })
  | (Node & { readonly kind: "assign"; readonly targets: readonly Expression[]; readonly value: Expression })
  | (Node & {
      readonly kind: "annotated";
      readonly target: Expression;
      readonly annotation: Expression;
      readonly value: Expression | null;
    })
  | (Node & {
      readonly kind: "augmented";
      readonly target: Expression;
      readonly op: string;
      readonly value: Expression;
    })
  | (Node & { readonly kind: "return"; readonly value: Expression | null })
  | (Node & {
      readonly kind: "if";
      readonly test: Expression;
      readonly body: readonly Statement[];
      readonly otherwise: readonly Statement[];
    })
  | (Node & {
      readonly kind: "for";
      readonly target: Expression;
      readonly iterable: Expression;
      readonly body: readonly Statement[];
      readonly otherwise: readonly Statement[];
    })
  | (Node & {
      readonly kind: "while";
      readonly test: Expression;
      readonly body: readonly Statement[];
      readonly otherwise: readonly Statement[];
    })
  | (Node & {
      readonly kind: "try";
      readonly body: readonly Statement[];
      readonly handlers: readonly ExceptHandler[];
      readonly otherwise: readonly Statement[];
      readonly final: readonly Statement[];
    })
  | (Node & {
      readonly kind: "with";
      readonly items: readonly { readonly value: Expression; readonly target: Expression | null }[];
      readonly body: readonly Statement[];
    })
  | (Node & { readonly kind: "match"; readonly subject: Expression; readonly cases: readonly CasePattern[] })
  | FunctionStatement
  | ClassStatement
  | (Node & { readonly kind: "import"; readonly names: readonly ImportedName[] })
  | (Node & {
      readonly kind: "import-from";
      readonly module: string;
      /** Leading dots of a relative import. */
      readonly level: number;
      /** Empty with `star`. */
      readonly names: readonly ImportedName[];
      readonly star: boolean;
    })
  | (Node & { readonly kind: "global" | "nonlocal"; readonly names: readonly string[] })
  | (Node & { readonly kind: "delete"; readonly targets: readonly Expression[] })
  | (Node & { readonly kind: "raise"; readonly value: Expression | null })
  | (Node & { readonly kind: "assert"; readonly test: Expression; readonly message: Expression | null })
  | (Node & { readonly kind: "pass" | "break" | "continue" | "unparsed" });
